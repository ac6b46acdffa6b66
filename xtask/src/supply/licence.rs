//! Reads the licence expression of a package, as in `(MIT OR Apache-2.0) AND Unicode-3.0`.

/// Whether the package may be used when only the licences that `allowed` knows may be. What cannot be read may not.
pub fn allows(expression: &str, allowed: &impl Fn(&str) -> bool) -> bool {
    // Old manifests write MIT/Apache-2.0 and mean a choice.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    reader.any_of().is_some_and(|fine| fine && reader.words.is_empty())
}

struct Reader<'a, F> {
    words: &'a [&'a str],
    allowed: &'a F,
}

impl<'a, F: Fn(&str) -> bool> Reader<'a, F> {
    fn any_of(&mut self) -> Option<bool> {
        let mut fine = self.all_of()?;
        while self.take("OR") {
            fine |= self.all_of()?;
        }
        Some(fine)
    }

    fn all_of(&mut self) -> Option<bool> {
        let mut fine = self.one()?;
        while self.take("AND") {
            fine &= self.one()?;
        }
        Some(fine)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let fine = self.any_of()?;
            return self.take(")").then_some(fine);
        }
        let name = self.next()?;
        if self.take("WITH") {
            let exception = self.next()?;
            return Some((self.allowed)(&format!("{name} WITH {exception}")));
        }
        Some((self.allowed)(name))
    }

    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn take(&mut self, word: &str) -> bool {
        let there = self.words.first() == Some(&word);
        if there {
            self.words = &self.words[1..];
        }
        there
    }
}

#[cfg(test)]
mod tests {
    use super::allows;

    fn fine(expression: &str) -> bool {
        allows(expression, &|name| ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].contains(&name))
    }

    #[test]
    fn one_allowed_licence_of_a_choice_is_enough() {
        assert!(fine("GPL-3.0 OR MIT"));
        assert!(fine("GPL-3.0/MIT"));
        assert!(!fine("GPL-3.0 OR LGPL-2.1"));
    }

    #[test]
    fn all_parts_of_a_sum_must_be_allowed() {
        assert!(fine("(GPL-3.0 OR MIT) AND ISC"));
        assert!(!fine("(GPL-3.0 OR MIT) AND Unicode-3.0"));
    }

    #[test]
    fn an_exception_belongs_to_its_licence() {
        assert!(fine("Apache-2.0 WITH LLVM-exception"));
        assert!(!fine("Apache-2.0"));
    }

    #[test]
    fn what_cannot_be_read_is_not_allowed() {
        assert!(!fine(""));
        assert!(!fine("MIT OR"));
        assert!(!fine("(MIT"));
        assert!(!fine("MIT MIT"));
    }
}
