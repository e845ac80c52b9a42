// What somebody has typed and not sent yet, kept by this window of the browser until it is sent or thrown away.
/** `user` and `name` of what is typed: read() and write(value), null for nothing. */
export function draftOf(user, name) {
  const key = `menting.hq.draft.${user}.${name}`;
  return {
    read() {
      try {
        return JSON.parse(sessionStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(value) {
      try {
        if (value === null) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // storage switched off: the draft lasts as long as the page
      }
    },
  };
}
