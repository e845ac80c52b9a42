// Figures of a report in words.

/** "12:05" minutes and seconds; "–" where there is nothing to measure. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function percent(share) {
  return share === null || share === undefined ? "–" : `${Math.round(share * 100)}%`;
}

export const score = (mean) => (mean === null || mean === undefined ? "–" : mean.toFixed(1));
