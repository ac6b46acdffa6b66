// Finds what a person would find: by its accessible name, and only if it can be seen.
// arguments: [0] "control", "field" or "choice"; [1] the name; [2] for a choice: the name of its group.
const tidy = (text) => text.replace(/\s+/g, " ").trim();
const said = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true" || node.hidden) return "";
  if (["SCRIPT", "STYLE", "svg"].includes(node.nodeName)) return "";
  const own = node.getAttribute("aria-label");
  return own ? ` ${own} ` : ` ${[...node.childNodes].map(said).join("")} `;
};
const referred = (element, attribute) =>
  (element.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)).filter(Boolean);
const nameOf = (element) => {
  const by = referred(element, "aria-labelledby");
  if (by.length) return tidy(by.map(said).join(" "));
  if (element.getAttribute("aria-label")) return tidy(element.getAttribute("aria-label"));
  if (element.labels?.length) return tidy([...element.labels].map(said).join(" "));
  if (element.nodeName === "FIELDSET") return tidy(said(element.querySelector("legend") ?? document.createTextNode("")));
  return tidy(said(element));
};
const canBeSeen = (element) =>
  element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible" && !element.closest("[inert]");
const fits = (name, wanted) => {
  if (name === wanted) return 2;
  return name.startsWith(wanted) && !/^[\p{L}\p{N}]/u.test(name.slice(wanted.length)) ? 1 : 0;
};
const among = (elements, wanted) =>
  elements.filter(canBeSeen).map((element) => [fits(nameOf(element), wanted), element])
    .filter(([fit]) => fit > 0).sort((a, b) => b[0] - a[0]).map(([, element]) => element);

const [kind, wanted, group] = arguments;
const CONTROLS = "a[href], button, summary, label.chip, input[type=radio], input[type=checkbox], input[type=submit], [role=button]";
const FIELDS = "input:not([type=radio], [type=checkbox], [type=submit], [type=hidden]), textarea, select";
const all = (what, within = document) => [...within.querySelectorAll(what)];
let found;
if (kind === "field") found = among(all(FIELDS), wanted);
else if (kind === "group") found = among(all("fieldset, [role=group], [role=radiogroup]"), wanted);
else if (kind === "choice") {
  const [within] = among(all("fieldset, [role=group], [role=radiogroup]"), group);
  found = within ? among(all(CONTROLS, within), wanted) : [];
} else found = among(all(CONTROLS), wanted);
const [first] = found;
if (first) first.scrollIntoView({ block: "center", behavior: "instant" });
return first ?? null;
