// What is asked about a device: when staff hand it in for a customer, and when its details are put right beside it.
import { nameOf, t } from "../shared/text.js";

const NO_IMEI = ["imei", "serial"];

const options = (list) => list.map(({ code, text }) => ({ value: code, text }));
const faultsOf = (catalogue, code) => options(catalogue.kinds.find((kind) => kind.code === code)?.faults ?? []);

const OTHER = "other"; // not in the list: typed
const UNKNOWN = "?"; // as the kiosk says it

const brandsOf = ({ devices }, kind) => {
  const makers = devices.filter(({ models }) => models[kind]);
  return makers.length > 0 ? makers : devices;
};
const modelsOf = ({ devices }, kind, brand) => devices.find((one) => one.brand === brand)?.models[kind] ?? [];

/** Brand and model from the list, each with a way to type another one. */
function productFields(catalogue, device) {
  const other = { value: OTHER, text: t("repair.not_listed") };
  const brands = (kind) => [
    ...brandsOf(catalogue, kind).map(({ brand, name }) => ({ value: brand, text: nameOf(name) })),
    other,
  ];
  const models = (kind, brand) => [
    ...modelsOf(catalogue, kind, brand).map((model) => ({ value: model, text: model })),
    other,
    { value: UNKNOWN, text: t("repair.model_unknown") },
  ];
  const kind = device.kind ?? "phone";
  const pick = (value, list) => (!value || list.some((one) => one.value === value) ? value : OTHER);
  const brand = pick(device.brand, brands(kind));
  const model = brand === OTHER ? undefined : pick(device.model, models(kind, brand));
  const typed = (name, value, when) => ({
    name: `${name}_typed`,
    label: t(`repair.${name}_typed`),
    value,
    max: 60,
    when,
    wrong: (text) => (text ? "" : t(`repair.${name}_missing`)),
  });
  const chosen = (value, name) => (value ? "" : t(`repair.${name}_missing`));
  return [
    {
      name: "brand",
      label: t("repair.brand"),
      kind: "select",
      of: (values) => brands(values.kind),
      options: brands(kind),
      value: brand,
      also: ["device.brand"],
      wrong: (value) => chosen(value, "brand"),
    },
    {
      name: "model",
      label: t("repair.model"),
      kind: "select",
      of: (values) => models(values.kind, values.brand),
      options: models(kind, brand),
      value: model,
      when: (values) => values.brand !== OTHER,
      also: ["device.model"],
      wrong: (value) => chosen(value, "model"),
    },
    typed("brand", brand === OTHER ? device.brand : "", (values) => values.brand === OTHER),
    typed(
      "model",
      brand === OTHER || model === OTHER ? device.model : "",
      (values) => values.brand === OTHER || values.model === OTHER,
    ),
  ];
}

function deviceFields(catalogue, order) {
  const { device = {} } = order;
  return [
    {
      name: "kind",
      label: t("repair.kind"),
      kind: "choice",
      broad: true,
      options: options(catalogue.kinds),
      value: device.kind ?? "phone",
      also: ["device.kind"],
    },
    ...productFields(catalogue, device),
    {
      name: "imei",
      label: t("repair.imei"),
      hint: t("repair.imei_hint"),
      value: device.imei,
      max: 24,
      keys: "numeric",
      also: ["device.imei"],
    },
    {
      name: "serial",
      label: t("repair.serial"),
      hint: t("repair.serial_hint"),
      value: device.serial,
      max: 40,
      also: ["device.serial"],
    },
    { name: "bought", label: t("repair.bought"), hint: t("repair.bought_hint"), value: order.bought, max: 10 },
    {
      name: "faults",
      label: t("repair.faults"),
      kind: "many",
      broad: true,
      options: faultsOf(catalogue, device.kind ?? "phone"),
      of: ({ kind }) => faultsOf(catalogue, kind),
      value: order.faults?.map(({ code }) => code),
    },
    {
      name: "description",
      label: t("repair.description"),
      kind: "words",
      hint: t("repair.description_hint"),
      value: order.description,
      broad: true,
    },
    {
      name: "left_with",
      label: t("repair.left_with"),
      kind: "many",
      broad: true,
      options: options(catalogue.left_with),
      value: order.left_with?.map(({ code }) => code),
    },
    {
      name: "left_with_other",
      label: t("repair.left_with_other"),
      value: order.left_with_other,
      max: 60,
      broad: true,
      when: ({ left_with }) => left_with.includes("other"),
    },
  ];
}

const customerFields = (order) => [
  { name: "name", label: t("repair.name"), value: order.customer?.name, max: 50, also: ["customer.name"] },
  {
    name: "phone",
    label: t("repair.phone"),
    value: order.customer?.phone,
    max: 24,
    keys: "tel",
    also: ["customer.phone"],
  },
];

function bodyOf(values) {
  // The rules take what is no code of theirs as words of one's own.
  const things = values.left_with.map((code) => (code === "other" && values.left_with_other) || code);
  return {
    device: {
      kind: values.kind,
      brand: values.brand_typed ?? values.brand,
      model: values.model_typed ?? values.model,
      ...Object.fromEntries(NO_IMEI.map((name) => [name, values[name]])),
    },
    faults: values.faults,
    description: values.description,
    left_with: things,
    bought: values.bought,
    customer: { name: values.name, phone: values.phone },
  };
}

/** As the kiosk and the receipt say them. */
const termsOf = ({ abandon_after_days: days, retention_days: kept }) => [
  t("repair.term_quote"),
  t("repair.term_data"),
  t("repair.term_return"),
  t("repair.term_fetch", { n: days }),
  t("repair.term_personal", { n: kept }),
];

export function handInQuestion(catalogue) {
  const check = (name) => ({ name, label: t(`repair.${name}`), kind: "check", broad: true });
  return {
    title: t("repair.hand_in"),
    lead: t("repair.hand_in_lead"),
    yes: t("repair.hand_in_yes"),
    wide: true,
    fields: [
      ...deviceFields(catalogue, {}),
      { name: "scratches", label: t("repair.scratches"), kind: "marks", broad: true },
      check("backed_up"),
      check("lock_code_understood"),
      ...customerFields({}),
      check("consent"),
      { name: "terms", label: t("repair.terms"), kind: "told", broad: true, sentences: termsOf(catalogue) },
      { name: "signature", label: t("repair.signature_terms"), kind: "ink", broad: true },
    ],
    body: (values) => ({
      ...bodyOf(values),
      scratches: values.scratches,
      ...(values.signature.length > 0 ? { signature: values.signature } : {}),
      backed_up: values.backed_up,
      lock_code_understood: values.lock_code_understood,
      consent: values.consent,
      terms_version: catalogue.terms_version,
    }),
  };
}

export function correctQuestion(catalogue, order) {
  return {
    title: t("repair.correct"),
    lead: t("repair.correct_lead"),
    yes: t("repair.correct_yes"),
    wide: true,
    fields: [...deviceFields(catalogue, order), ...customerFields(order)],
    body: bodyOf,
  };
}
