// One concern from Start to "Saved on this phone", through the app's own fields and buttons.
// arguments: [0] what worries; [1] the place; last: called with null, or with what went wrong.
const [worry, place] = arguments;
const done = arguments[arguments.length - 1];
const one = (what) => document.querySelector(what);

// What `find` finds, as soon as it does.
const seen = (what, find) => new Promise((resolve, reject) => {
  const look = () => {
    const found = find();
    if (!found) return;
    observer.disconnect();
    clearInterval(again);
    clearTimeout(patience);
    resolve(found);
  };
  const observer = new MutationObserver(look);
  // The address may change after the last change of the page.
  const again = setInterval(look, 50);
  const patience = setTimeout(() => {
    observer.disconnect();
    clearInterval(again);
    reject(new Error(`${what} does not come; the page says: ${one("#main")?.innerText.slice(0, 300)}`));
  }, 30_000);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  look();
});
const tap = async (what, find) => (await seen(what, find)).click();
const write = async (what, words) => {
  const field = await seen(what, () => one(what));
  field.value = words;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
};
const button = (words) => [...document.querySelectorAll("#main button")].find((it) => it.textContent.includes(words));
const title = () => one("#main h1")?.textContent ?? "";

(async () => {
  await tap("Start", () => one('nav.bar a[href="/"]'));
  await tap("I have a concern", () => one('a.second[href="/concern"]'));
  await write("#concern-why", worry);
  await tap("I know", () => one("#concern-place-0"));
  await write("#concern-at", place);
  await tap("Continue", () => one('form a.btn.main[href="/record"]'));
  await tap("Check and send", () => title() === "Record" && one('#main a[href="/check"]'));
  const nothingMissing = () => title() === "Check and send" && one("#main").innerText.includes("Look it over.");
  await seen("a record with nothing missing", nothingMissing);
  const next = await seen("Send now", () => one("#send") ?? button("Yes, this is my desk"));
  next.click();
  if (next.id !== "send") await tap("Send now", () => one("#send"));
  const saved = () => location.pathname.startsWith("/sent/") && title().startsWith("Saved on this phone");
  await seen("Saved on this phone", saved);
})().then(() => done(null), (error) => done(String(error)));
