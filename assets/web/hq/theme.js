// Light or dark: as the system has it until somebody chooses, then as chosen.
const REMEMBERED = "menting.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function kept() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // storage switched off: the choice lasts as long as the page
  }
}

export const theme = () => document.documentElement.dataset.theme;

/** The value of a token of the theme that is on, such as "--brand". */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Tells `changed` whenever the theme is another one; `turn()` goes to the other and keeps it. */
export function followTheme(changed) {
  const use = (name) => {
    document.documentElement.dataset.theme = name;
    changed();
  };
  system.addEventListener("change", () => {
    if (kept() === null) use(system.matches ? "dark" : "light");
  });
  return {
    turn() {
      const name = theme() === "dark" ? "light" : "dark";
      try {
        localStorage.setItem(REMEMBERED, name);
      } catch {
        // see kept()
      }
      use(name);
    },
  };
}
