// Headquarters' pages: who is signed in sees the shell, everybody else the door.
import { Refused, ask, prepareApi } from "./api.js";
import { openDoor, openDoorAgain } from "./door.js";
import { Shell } from "./shell.js";
import { language, t, turnLanguage } from "./texts.js";
import { followTheme } from "./theme.js";

let shell = null;
let returning = null; // the one dialog, however many requests wait for it

const theme = followTheme(() => shell?.redraw());

function useLanguage() {
  turnLanguage();
  document.documentElement.lang = language();
}

function door(fault = "") {
  shell?.close();
  shell = null;
  openDoor({
    fault,
    signedIn: enter,
    turnLanguage: () => {
      useLanguage();
      door();
    },
  });
}

function enter(user) {
  shell?.close();
  shell = new Shell({
    user,
    turnTheme: () => theme.turn(),
    turnLanguage: () => {
      useLanguage();
      shell.redraw();
    },
    signOut,
  });
}

async function signOut() {
  try {
    await ask("POST", "/api/v1/sign-out", {});
  } catch {
    // the cookie goes with the next sign-in
  }
  door();
}

function signInAgain() {
  returning ??= openDoorAgain(shell?.user.user ?? "", () => location.reload()).then((user) => {
    returning = null;
    if (shell && user.user === shell.user.user) shell.user = { ...shell.user, ...user };
    else enter(user); // somebody else: nothing of the page before may stay
  });
  return returning;
}

async function start() {
  document.documentElement.lang = language();
  prepareApi({ onSignedOut: signInAgain, onReached: (reached) => shell?.reached(reached) });
  try {
    enter(await ask("GET", "/api/v1/session"));
  } catch (error) {
    door(error instanceof Refused && error.status === 401 ? "" : t("unreachable"));
  }
}

start();
