// The wall screen has nobody who scrolls: a page that is too long for it is made smaller, within what can be read from afar.
const SMALLEST = 0.66;
const STEPS_MAX = 4; // a page that wavers is left as it is

/** Keeps what is in `place` inside the window, as long as the wall is on. -> { again() } for another page. */
export function fitWall(place) {
  const root = document.documentElement;
  let size = 1;
  let steps = 0;
  const base = () => innerWidth / 100;
  const fit = () => {
    const room = innerHeight - size * base();
    const long = place.getBoundingClientRect().bottom + scrollY;
    const wanted = Math.max(SMALLEST, Math.min(1, (size * room) / long));
    if (steps >= STEPS_MAX || Math.abs(wanted - size) < 0.02) return;
    steps += 1;
    size = wanted;
    root.style.fontSize = `${size * base()}px`;
  };
  new ResizeObserver(fit).observe(place);
  return {
    again() {
      steps = 0;
      size = 1;
      root.style.fontSize = "";
    },
  };
}
