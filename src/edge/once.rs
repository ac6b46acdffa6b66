//! A value that a browser callback will hand over once, awaited from async code.
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

struct State<T> {
    value: Option<T>,
    settled: bool,
    waker: Option<Waker>,
}

/// One value, settled by whichever callback comes first; later ones are ignored, since a browser may report a time-out
/// and a success of the same request.
pub(crate) struct Once<T>(Rc<RefCell<State<T>>>);

impl<T> Clone for Once<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Once<T> {
    /// Nothing has come yet.
    pub(crate) fn new() -> Self {
        Self(Rc::new(RefCell::new(State { value: None, settled: false, waker: None })))
    }

    /// Hands the value over, unless one has been handed over before.
    pub(crate) fn settle(&self, value: T) {
        let waker = {
            let mut state = self.0.borrow_mut();
            if state.settled {
                return;
            }
            state.settled = true;
            state.value = Some(value);
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Future for Once<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut state = self.0.borrow_mut();
        match state.value.take() {
            Some(value) => Poll::Ready(value),
            None => {
                state.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
