// The repairs as a view of the manager's desk.
import { byId } from "../shared/dom.js";
import { keepPlace } from "../shared/tabs.js";
import { RepairsDesk } from "../repairs/desk.js";

export function prepareRepairs(page) {
  const desk = new RepairsDesk(byId("repairs"), {
    person: () => page.person,
    board: () => page.board,
    command: (path, body, resending) => page.command(path, body, resending),
    signedOut: (error) => page.signedOut(error),
    keep: (number) => keepPlace("repairs", { no: number }),
  });
  return {
    open: ({ no }) => desk.open(no ?? ""),
    close: () => desk.close(),
    draw: () => desk.draw(),
    boardChanged: () => desk.boardChanged(),
  };
}
