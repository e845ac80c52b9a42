// Texts of the booking page, beside the page so that a phone loads nothing else.
const WORDS = {
  "zh-CN": {
    other: "English",
    title: "预约办理",
    own: "我的预约",
    back: "返回",
    lead: "选好营业厅、业务和时间，到店扫码签到，按时办理，不用久等。",
    search: "搜索营业厅名称或地区",
    noBranches: "暂时没有可以预约的营业厅，请直接到店取号。",
    noMatch: "没有找到，请换个词试试。",
    elsewhere: "其他地区",
    service: "要办理什么？",
    day: "选择日期",
    time: "选择时段",
    today: "今天",
    tomorrow: "明天",
    left: "剩 {n} 个",
    full: "约满",
    noSlots: "这一天没有可以预约的时段，请选其他日期。",
    confirm: "确认预约",
    last4: "手机号后四位",
    last4Why: "到店签到时核对用。我们只保存这四位数字的加密结果，不保存姓名和完整号码。",
    consent: "我同意用手机号后四位核对本次预约；预约时段过后，这项信息会被删除或不再使用。",
    book: "提交预约",
    sending: "正在提交…",
    number: "预约号",
    hall: "营业厅",
    what: "业务",
    when: "时间",
    arrive: "请提前到店，在自助机上扫描此二维码签到；也可以输入预约号和手机号后四位。逾时未签到，预约自动取消。",
    keep: "请截图保存，或保存本页链接。",
    calendar: "添加到日历",
    link: "复制链接",
    copied: "链接已复制",
    cancel: "取消预约",
    cancelSure: "确定取消这个预约？",
    cancelYes: "确定取消",
    cancelNo: "保留预约",
    again: "再约一个",
    state: { booked: "已预约", checked_in: "已签到", served: "已办理", no_show: "已过号", cancelled: "已取消" },
    offline: "网络不通，请检查网络后再试。",
    broken: "预约链接不完整，请重新打开收到的链接，或扫描二维码。",
    needs4: "请填写手机号后四位数字。",
    needsConsent: "请先勾选同意。",
    calendarTitle: "营业厅预约 {number}",
    weekdays: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
  },
  en: {
    other: "中文",
    title: "Book a time",
    own: "Your appointment",
    back: "Back",
    lead: "Choose a hall, a service and a time. Check in at the hall and be served on time, without a long wait.",
    search: "Search by hall or region",
    noBranches: "No hall takes bookings at the moment. Please take a number at the hall.",
    noMatch: "Nothing found. Please try another word.",
    elsewhere: "Other regions",
    service: "What is it about?",
    day: "Choose a day",
    time: "Choose a time",
    today: "Today",
    tomorrow: "Tomorrow",
    left: "{n} left",
    full: "Full",
    noSlots: "Nothing can be booked on this day. Please choose another one.",
    confirm: "Confirm",
    last4: "Last four digits of your phone",
    last4Why: "They prove at the hall that the booking is yours. We keep only a hash of these four digits, no name and no full number.",
    consent: "I agree that the last four digits of my phone are used to check this booking. After the time has passed they are deleted or no longer used.",
    book: "Book it",
    sending: "Sending…",
    number: "Appointment number",
    hall: "Hall",
    what: "Service",
    when: "Time",
    arrive: "Come a little early and scan this code at the kiosk, or enter the number and the four digits. If nobody checks in in time, the booking is given up.",
    keep: "Please take a screenshot, or keep the address of this page.",
    calendar: "Add to calendar",
    link: "Copy link",
    copied: "Link copied",
    cancel: "Cancel it",
    cancelSure: "Cancel this appointment?",
    cancelYes: "Yes, cancel it",
    cancelNo: "Keep it",
    again: "Book another one",
    state: { booked: "Booked", checked_in: "Checked in", served: "Served", no_show: "Missed", cancelled: "Cancelled" },
    offline: "No connection. Please check it and try again.",
    broken: "The link is not complete. Please open it once more, or scan the code.",
    needs4: "Please enter four digits.",
    needsConsent: "Please agree first.",
    calendarTitle: "Appointment {number}",
    weekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  },
};

let chosen = "zh-CN";

export function startLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  const wish = asked ?? navigator.language ?? "zh-CN";
  useLanguage(wish.toLowerCase().startsWith("zh") ? "zh-CN" : "en");
}

export function useLanguage(name) {
  chosen = name in WORDS ? name : "zh-CN";
  document.documentElement.lang = chosen;
}

export const language = () => chosen;
export const otherLanguage = () => (chosen === "en" ? "zh-CN" : "en");

export function w(key, values = {}) {
  const text = WORDS[chosen][key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return typeof text === "string" ? text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) : text;
}

export const nameOf = (names) => names?.[chosen] ?? names?.["zh-CN"] ?? Object.values(names ?? {})[0] ?? "";
