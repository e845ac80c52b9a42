// SVG as it is drawn by hand: plain elements with plain numbers.
const parsed = document.createElement("template");
parsed.innerHTML = "<svg></svg>";
const SPACE = parsed.content.firstChild.namespaceURI; // the parser knows the name: no page holds an address of elsewhere

export function draw(tag, properties = {}, ...children) {
  const node = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined && value !== null) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Round steps for an axis from 0 to at least `most`: [0, 5, 10, 15], four of them at best. */
export function steps(most, whole = true) {
  const rough = Math.max(most, whole ? 4 : 0.0001) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough && (!whole || one % 1 === 0)) ?? 10 * power;
  const marks = [];
  for (let at = 0; at < most + step; at += step) {
    marks.push(Math.round(at * 1000) / 1000);
    if (at >= most) break;
  }
  return marks;
}
