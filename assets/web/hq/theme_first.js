// Before anything is painted: light or dark, and the wall screen's type. No module, since those wait for the page.
(() => {
  const root = document.documentElement;
  let kept = null;
  try {
    kept = localStorage.getItem("menting.theme");
  } catch {
    // storage switched off: the system's wish it is
  }
  const dark = kept === null ? matchMedia("(prefers-color-scheme: dark)").matches : kept === "dark";
  root.dataset.theme = dark ? "dark" : "light";
  const asked = new URLSearchParams(location.search).get("wall");
  const wall = asked === null ? innerWidth >= 3200 : asked !== "0";
  root.classList.toggle("wall", wall);
})();
