// The pages where something is arranged, in the side's order. Each is loaded when it is first opened.
export const WORK = [];
