// The acts on a version: look at what it changes, some branches first, all, stop, and back to it.
import { make } from "../../shared/dom.js";
import { ask } from "../parts/ask.js";
import { diffView } from "../parts/diff.js";
import { pickBranches } from "../parts/pick.js";
import { branchIn, branchesOf } from "../parts/scope.js";
import { openSide } from "../parts/side.js";
import { p, textsOf, whole } from "../parts/words.js";
import { whyNot } from "../parts/act.js";
import { toast } from "../../shared/toast.js";
import { TEXTS } from "./configuration_texts.js";

const t = textsOf(TEXTS);

function button(page, key, kind, press) {
  const node = make(
    "button",
    { type: "button", class: `button ${kind}`, "data-act": key, "data-key": key },
    t(`act_${key}`),
  );
  node.addEventListener("click", () => press(node));
  return node;
}

const path = (page, rest) => `/api/v1/configurations/${encodeURIComponent(page.name)}/${page.version.version}/${rest}`;

/** Asks, and sends from the dialog: a refusal stays there. */
async function asked(page, words, done) {
  const answer = await ask(words);
  if (answer) toast("good", done(answer.value));
  page.read();
}

function someFirst(page) {
  const pick = pickBranches(branchesOf(page.name, page.branches));
  const lead = make("div", { class: "form-row", "data-field": "branches" }, pick.node);
  const question = asked(
    page,
    {
      title: t("some_title", { n: page.version.version }),
      lead: [t("some_lead"), lead],
      wide: true,
      fields: [
        {
          name: "how",
          label: t("how"),
          kind: "select",
          value: "branches",
          options: ["branches", "percent"].map((value) => ({ value, text: t(`how_${value}`) })),
        },
        {
          name: "percent",
          label: t("percent"),
          kind: "number",
          min: 1,
          max: 99,
          value: 10,
          required: true,
          hint: t("percent_hint"),
          when: ({ how }) => how === "percent",
        },
      ],
      yes: t("act_some"),
      send: ({ how, percent }) => {
        if (how === "percent") return page.desk.post(path(page, "roll-out"), { percent });
        if (pick.chosen().length === 0) throw Object.assign(new Error(t("choose_one")), { status: 422 });
        return page.desk.post(path(page, "roll-out"), { branches: pick.chosen() });
      },
    },
    ({ counts }) => t("done_some", { n: whole(counts.sent) }),
  );
  const dialog = lead.closest("dialog");
  const how = dialog.querySelector('[name="how"]');
  dialog.querySelector(".form").after(lead); // the list belongs below what it is a list for
  const follow = () => (lead.hidden = how.value !== "branches");
  how.addEventListener("change", follow);
  follow();
  return question;
}

const toAll = (page) =>
  asked(
    page,
    {
      title: t("all_title", { n: page.version.version }),
      lead: [
        t("all_lead", { n: whole(page.scope.branches) }),
        page.version.counts.refused > 0 &&
          make("p", { class: "note warn" }, t("all_refused", { n: whole(page.version.counts.refused) })),
        page.version.state === "draft" && make("p", { class: "note warn" }, t("all_untried")),
      ].filter(Boolean),
      yes: t("act_all"),
      send: () => page.desk.post(path(page, "roll-out"), { all: true }),
    },
    ({ counts }) => t("done_all", { n: whole(counts.sent) }),
  );

const stop = (page) =>
  asked(
    page,
    {
      title: t("stop_title", { n: page.version.version }),
      lead: t("stop_lead"),
      yes: t("act_stop"),
      danger: true,
      send: () => page.desk.post(path(page, "stop"), {}),
    },
    () => t("done_stop"),
  );

async function again(page) {
  const answer = await ask({
    title: t("again_title", { n: page.version.version }),
    lead: t("again_lead"),
    fields: [{ name: "note", label: t("note"), value: t("again_note", { n: page.version.version }), max_length: 200 }],
    yes: t("act_again"),
    send: ({ note }) => page.desk.post(path(page, "again"), { note }),
  });
  if (!answer) return;
  toast("good", t("done_again", { n: answer.value.version }));
  page.choose({ version: answer.value.version });
}

/** What this version would change at one branch. */
function preview(page) {
  const inScope = branchesOf(page.name, page.branches);
  const named = ({ id, name }) => `${id} ${name}`;
  const known = inScope.map((one) => make("option", { value: named(one) }));
  const list = make("datalist", { id: "preview-branches" }, ...known);
  const input = make("input", {
    list: "preview-branches",
    "aria-label": p("branch"),
    "data-preview-branch": true,
    autocomplete: "off",
    value: inScope.length ? named(inScope[0]) : "",
  });
  const result = make("div", { class: "preview-result", "aria-live": "polite" });
  const draw = async () => {
    if (!inScope.length) return result.replaceChildren(make("p", { class: "note" }, t("no_branch_to_preview")));
    const branch = branchIn(input.value, inScope);
    input.setAttribute("aria-invalid", String(!branch));
    if (!branch) return result.replaceChildren(make("p", { class: "note" }, p("branch_unknown")));
    result.replaceChildren(make("p", { class: "empty" }, p("loading")));
    const asked = input.value;
    try {
      const { before, after } = await page.desk.get(path(page, `preview?branch=${encodeURIComponent(branch)}`));
      if (asked === input.value) result.replaceChildren(diffView(before, after));
    } catch (error) {
      result.replaceChildren(make("p", { class: "note bad" }, whyNot(error)));
    }
  };
  input.addEventListener("change", draw);
  openSide({
    title: t("preview_title", { n: page.version.version }),
    wide: true,
    build: () => [
      make("p", { class: "sheet-hint" }, t("preview_hint")),
      make("label", { class: "form-row" }, make("span", {}, p("branch")), input, list),
      result,
    ],
  });
  draw();
}

/** The buttons that fit the version's state and the person's right. */
export function rollOutButtons(page) {
  const { state } = page.version;
  const look = button(page, "preview", "", () => preview(page));
  if (!page.may()) return [look];
  const some = () => button(page, "some", "primary", () => someFirst(page));
  const all = (kind) => button(page, "all", kind, () => toAll(page));
  const halt = () => button(page, "stop", "danger-soft", () => stop(page));
  const back = () => button(page, "again", "", () => again(page));
  if (state === "draft") return [some(), all(""), look];
  if (state === "rolling") return [all("primary"), button(page, "some", "", () => someFirst(page)), look, halt()];
  return [back(), look];
}
