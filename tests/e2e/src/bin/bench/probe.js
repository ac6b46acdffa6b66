// Stands in every page before its own code, and notes when something first stands on the screen: milliseconds since the
// page was asked for. The same for the app and for the bare page, and it touches neither.
if (self === top && location.protocol.startsWith("http")) {
  const one = (what) => document.querySelector(what);
  const title = () => one("#main h1")?.textContent.trim() ?? "";
  const isStep = () => Boolean(one('.acts[aria-label="This step"]'));
  const isNoted = () => "tap" in document.documentElement.dataset;

  const STATES = {
    // The buttons under the steps: the parser has passed the last word of the last step.
    steps: () => Boolean(one("#first-steps .btns")),
    app: () => !one("[data-shell]") && Boolean(one("nav.bar")) && Boolean(one("#main")),
    // The bare page scrolls to its steps, the static one says since when the hour counts, the app shows the first step.
    answered: () => tap !== null && (location.hash === "#first-steps" || isNoted() || isStep()),
    // Begun by an early tap, the hour stands on Start.
    hour: () => isStep() || Boolean(one("section.live")),
  };

  const marks = {};
  let tap = null, by = "", largest = 0, shift = 0;
  let watched = [];
  // The message comes after the frame for which the callback was made has been drawn.
  const drawn = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
  });
  const look = () => {
    const there = watched.filter(({ is }) => is());
    watched = watched.filter((other) => !there.includes(other));
    for (const { then } of there) drawn(then);
  };
  const watch = (is, then) => {
    watched.push({ is, then });
    look();
  };
  const mark = (name) => new Promise((resolve) => watch(STATES[name], (time) => resolve(marks[name] = time)));
  const waiting = Object.fromEntries(Object.keys(STATES).map((name) => [name, mark(name)]));
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  addEventListener("hashchange", look);

  addEventListener("click", (event) => {
    if (!event.isTrusted || tap !== null || !event.target.closest(".hero")) return;
    tap = event.timeStamp;
    by = one("[data-shell]") ? "page" : "app";
  }, true);

  const follow = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  follow("largest-contentful-paint", (entry) => { largest = entry.startTime; });
  // What a tap moves is its answer.
  follow("layout-shift", (entry) => { if (tap === null || entry.startTime < tap) shift += entry.value; });

  let next = null;
  globalThis.bench = {
    // When it stands there; null if it does not within the patience.
    when: (name, patience) =>
      Promise.race([waiting[name], new Promise((resolve) => setTimeout(resolve, patience, null))]),
    // From here on: how long from the next tap to another title on the screen.
    arm: () => {
      const before = title();
      next = new Promise((resolve) => addEventListener("click", ({ timeStamp }) => {
        watch(() => title() !== "" && title() !== before, (time) => resolve(time - timeStamp));
      }, { capture: true, once: true }));
    },
    next: () => next,
    // Types into the search of the signs: how long until the answer is on the screen; null if nothing changes there.
    search: (words) => {
      const field = one("#q"), begun = performance.now();
      return new Promise((resolve) => {
        const seen = new MutationObserver(() => {
          seen.disconnect();
          drawn((time) => resolve(time - begun));
        });
        seen.observe(one("#main"), { subtree: true, childList: true, attributes: true, characterData: true });
        field.value = words;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        setTimeout(() => { seen.disconnect(); resolve(null); }, 2_000);
      });
    },
    report: () => {
      const { responseEnd } = performance.getEntriesByType("navigation")[0];
      return { whole: responseEnd, tap, by, largest, shift, ...marks };
    },
  };
}
