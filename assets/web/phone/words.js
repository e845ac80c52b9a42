// What the page says, in both languages: the same keys in each. The page has its own, so that a phone loads little.
export const TEXTS = {
  "zh-CN": {
    other: "English",
    title: "排队进度",
    your_number: "您的号码",
    your_repair: "维修单号",
    ahead: "前面还有",
    ahead_n: "{n} 人",
    wait: "大约等候",
    taken: "{time} 取号",
    at_time: "{time} 更新",
    just_now: "刚刚更新",
    right_away: "马上办理",
    over_hours: "超过 2 小时",
    over_minutes: "超过 {n} 分钟",
    within: "{n} 分钟以内",
    minutes: "{n} 分钟",
    range: "{low}–{high} 分钟",
    go: "请到 {n} 号窗口",
    go_hint: "叫到您了，请带好小票和证件前往窗口。",
    area: "位置：{area}",
    called_times: "第 {n} 次呼叫，{time}",
    called_once: "{time} 呼叫",
    serving: "正在 {n} 号窗口办理",
    held: "已暂离窗口",
    held_hint: "办好后请回到大厅，告诉工作人员，为您继续办理。",
    no_show: "您已过号",
    no_show_hint: "叫号时您不在窗口前。请到大厅找工作人员，可以重新排队，之前的等候会算一半。",
    cancelled: "号码已取消",
    cancelled_hint: "需要办理时，请在大厅重新取号。",
    finished: "已办理完毕",
    finished_hint: "谢谢您的光临。",
    rated: "谢谢您的评价",
    remind: "快到时提醒我",
    remind_note: "请保持本页打开、手机不要静音：快到您时和叫到您时会震动、响铃。关掉本页就不会提醒。",
    remind_blocked: "（浏览器没有允许通知，只会震动和响铃。）",
    remind_soon: "快到您了：前面还有 {n} 人",
    remind_next: "下一位就是您，请到窗口附近等候",
    let_pass: "我来晚了，让后面的先办",
    let_pass_n: "让 {n} 位",
    let_pass_short: "让号",
    let_pass_ask: "让后面几位先办？",
    let_pass_hint: "您会排到他们后面，号码不变。还可以让 {n} 次。",
    let_pass_none: "您后面没有人等候",
    let_pass_used: "让号次数已用完",
    let_pass_do: "让他们先办",
    cancel: "不办了，取消号码",
    cancel_ask: "确定取消 {n} 号？",
    cancel_hint: "取消后不能恢复，需要时请在大厅重新取号。",
    cancel_do: "取消号码",
    back: "返回",
    keep: "不取消",
    rate: "这次服务您满意吗？",
    score_1: "很不满意",
    score_2: "不满意",
    score_3: "一般",
    score_4: "满意",
    score_5: "很满意",
    rate_good: "哪些方面让您满意？（可多选）",
    rate_better: "哪里可以更好？（可多选）",
    aspect_attitude: "服务态度",
    aspect_skill: "业务能力",
    aspect_speed: "办理速度",
    aspect_environment: "厅内环境",
    aspect_outcome: "办理结果",
    comment: "还想说点什么（选填）。请不要写姓名、电话等个人信息",
    rate_do: "提交评价",
    sent_let_pass: "已发出让号，等大厅确认…",
    sent_cancel: "已发出取消，等大厅确认…",
    sent_rate: "评价已发出，等大厅确认…",
    sent_approve: "已发出“同意维修”，等营业厅确认…",
    sent_decline: "已发出“不修了”，等营业厅确认…",
    sent_off: "已发出。大厅暂时连不上，恢复后就会收到；{until} 前没收到则作废。",
    done_let_pass: "已让号，前面的人数已更新。",
    done_cancel: "号码已取消。",
    done_rate: "评价已收到，谢谢您。",
    done_approve: "营业厅已收到：您同意维修。",
    done_decline: "营业厅已收到：不维修。",
    expired: "大厅一直没有连上，这次操作没有生效。请再试一次，或询问工作人员。",
    offline: "大厅暂时连不上，下面是 {time} 的情况。请留意大厅叫号屏。",
    offline_repair: "营业厅现在不在线（可能已下班），下面是 {time} 的情况。",
    no_connection: "网络不通，正在重新连接…下面是 {time} 的情况。",
    looking: "正在向大厅查询…",
    looking_off: "大厅暂时连不上，恢复后会自动显示。请先留意大厅叫号屏。",
    unknown: "没有找到这张小票",
    unknown_hint: "可能已过期，或二维码不完整。请重新扫描小票上的二维码，或询问工作人员。",
    no_code: "请扫描小票上的二维码",
    no_code_hint: "每张小票的二维码都不同，扫码后就能看到您的进度。",
    too_many: "操作过于频繁，请稍后再试。",
    foot: "本页不收集任何个人信息。号码今天有效。",
    foot_repair: "请保管好小票：有小票上的二维码就能查看这台机器的进度并答复报价。",
    hours: "营业时间",
    hours_n: "{opens}–{closes}",
    phone: "客服电话",
    ready_by: "预计完成",
    overdue: "已超过约定时间，请向营业厅询问",
    cost: "费用",
    free: "保修期内免费",
    not_known: "还没有报价",
    if_agree: "{sum}，等您答复",
    declined: "不收费，您没有同意维修",
    quote_n: "第 {n} 次报价",
    parts: "配件",
    labour: "工时",
    device: "设备",
    faults: "故障",
    loaner: "备用机，请归还于",
    steps: "维修进度",
    handed_in: "已登记",
    fetch: "怎么取机",
    fetch_hint: "请带上小票到营业厅，在取号机上扫小票二维码“取号领机”，并报小票上的取机码。",
    approve: "同意维修",
    decline: "不修了",
    approve_ask: "同意第 {n} 次报价？",
    approve_hint: "我们将按这个价格维修，取机时付款。",
    decline_ask: "不修了？（第 {n} 次报价）",
    decline_hint: "我们会把机器原样准备好，请来营业厅取回。",
    of_which: "其中配件 {parts}，工时 {labour}",
  },
  en: {
    other: "中文",
    title: "Your place in the queue",
    your_number: "Your number",
    your_repair: "Repair order",
    ahead: "Ahead of you",
    ahead_n: "{n}",
    wait: "Estimated wait",
    taken: "Taken at {time}",
    at_time: "as of {time}",
    just_now: "updated just now",
    right_away: "right away",
    over_hours: "over 2 hours",
    over_minutes: "over {n} min",
    within: "within {n} min",
    minutes: "{n} min",
    range: "{low}–{high} min",
    go: "Please go to counter {n}",
    go_hint: "It is your turn. Please bring your slip and your papers.",
    area: "Where: {area}",
    called_times: "call {n}, {time}",
    called_once: "called at {time}",
    serving: "Being served at counter {n}",
    held: "On hold",
    held_hint: "When you are done, come back to the hall and tell our staff: they go on with you.",
    no_show: "You missed your call",
    no_show_hint: "You were not at the counter when called. Please ask our staff in the hall: you can queue again, and half of your wait counts.",
    cancelled: "Number cancelled",
    cancelled_hint: "If you need us again, please take a new number in the hall.",
    finished: "All done",
    finished_hint: "Thank you for your visit.",
    rated: "Thank you for your rating",
    remind: "Remind me before my turn",
    remind_note: "Keep this page open and your phone's sound on: it vibrates and rings shortly before your turn and when you are called. Closed, it cannot remind you.",
    remind_blocked: "(Your browser allows no notifications: it only vibrates and rings.)",
    remind_soon: "Almost your turn: {n} ahead of you",
    remind_next: "You are next. Please wait near the counters",
    let_pass: "I am late: let others go first",
    let_pass_n: "{n} others",
    let_pass_short: "Choose",
    let_pass_ask: "How many may go first?",
    let_pass_hint: "You stand behind them and keep your number. You can do this {n} more times.",
    let_pass_none: "Nobody waits behind you",
    let_pass_used: "You cannot let others go first any more",
    let_pass_do: "Let them go first",
    cancel: "Cancel my number",
    cancel_ask: "Cancel number {n}?",
    cancel_hint: "This cannot be undone: you would take a new number in the hall.",
    cancel_do: "Cancel number",
    back: "Back",
    keep: "Keep it",
    rate: "Were you satisfied with our service?",
    score_1: "Very bad",
    score_2: "Bad",
    score_3: "Fair",
    score_4: "Good",
    score_5: "Very good",
    rate_good: "What did you like? (choose any)",
    rate_better: "What could be better? (choose any)",
    aspect_attitude: "Attitude",
    aspect_skill: "Skill",
    aspect_speed: "Speed",
    aspect_environment: "The hall",
    aspect_outcome: "The outcome",
    comment: "Anything else? (optional) Please write no names or telephone numbers",
    rate_do: "Send rating",
    sent_let_pass: "Sent. Waiting for the hall…",
    sent_cancel: "Cancelling. Waiting for the hall…",
    sent_rate: "Rating sent. Waiting for the hall…",
    sent_approve: "Your approval is sent. Waiting for the hall…",
    sent_decline: "Your answer is sent. Waiting for the hall…",
    sent_off: "Sent. The hall cannot be reached now and gets it when it is back; if that is after {until}, it does not count.",
    done_let_pass: "Done. Your place is up to date.",
    done_cancel: "Your number is cancelled.",
    done_rate: "We have your rating. Thank you.",
    done_approve: "The hall knows that you approve.",
    done_decline: "The hall knows that you decline.",
    expired: "The hall could not be reached in time, so nothing was done. Please try again or ask our staff.",
    offline: "The hall cannot be reached now. This is how it was at {time}. Please watch the call board.",
    offline_repair: "The hall is offline (it may be closed). This is how it was at {time}.",
    no_connection: "No connection; trying again… This is how it was at {time}.",
    looking: "Asking the hall…",
    looking_off: "The hall cannot be reached now; this page shows your place once it can. Please watch the call board.",
    unknown: "We do not know this slip",
    unknown_hint: "It may be too old, or the code is not complete. Scan the code on your slip again, or ask our staff.",
    no_code: "Please scan the code on your slip",
    no_code_hint: "Each slip has its own code, which opens your place in the queue.",
    too_many: "Too many tries. Please wait a moment.",
    foot: "This page collects no personal data. Your number is valid today.",
    foot_repair: "Keep your slip safe: whoever has its code can see this repair and answer its quote.",
    hours: "Opening hours",
    hours_n: "{opens}–{closes}",
    phone: "Customer service",
    ready_by: "Ready by",
    overdue: "This is later than promised: please ask the hall",
    cost: "Cost",
    free: "Free of charge: warranty",
    not_known: "Not known yet",
    if_agree: "{sum}, if you agree",
    declined: "Nothing: you declined",
    quote_n: "Quote {n}",
    parts: "Parts",
    labour: "Labour",
    device: "Device",
    faults: "Fault",
    loaner: "Loaner, to be returned by",
    steps: "Progress",
    handed_in: "Handed in",
    fetch: "How to fetch it",
    fetch_hint: "Bring your slip to the hall, scan its code at the kiosk to get a number, and say the pick-up code on the slip.",
    approve: "Approve",
    decline: "Decline",
    approve_ask: "Approve quote {n}?",
    approve_hint: "We repair it for this price; you pay when you fetch it.",
    decline_ask: "Decline quote {n}?",
    decline_hint: "We get your device ready as it came. Please fetch it at the hall.",
    of_which: "parts {parts}, labour {labour}",
  },
};

const REMEMBERED = "menting.language";
let chosen = first();

function first() {
  let kept = null;
  try {
    kept = localStorage.getItem(REMEMBERED);
  } catch {
    // switched off: the browser's language it is
  }
  const wishes = [new URLSearchParams(location.search).get("lang"), kept, ...(navigator.languages ?? [])];
  const wish = wishes.find((tag) => /^(zh|en)/i.test(tag ?? ""));
  return wish === undefined || /^zh/i.test(wish) ? "zh-CN" : "en";
}

export const language = () => chosen;

export function switchLanguage() {
  chosen = chosen === "en" ? "zh-CN" : "en";
  try {
    localStorage.setItem(REMEMBERED, chosen);
  } catch {
    // it lasts as long as the page
  }
}

/** The text of `key` with {name} replaced. */
export function t(key, values = {}) {
  const text = TEXTS[chosen][key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** A name from the hall's configuration in the chosen language, else in any. */
export function nameOf(names) {
  return names?.[chosen] ?? names?.["zh-CN"] ?? Object.values(names ?? {})[0] ?? "";
}

/** "10:24" by the hall's clock; with the day when that is another one. */
export function clockTime(moment, timezone) {
  const at = new Date(moment);
  const day = (date) => date.toLocaleDateString("en-CA", { timeZone: timezone });
  const time = at.toLocaleTimeString("en-GB", { timeZone: timezone, hour: "2-digit", minute: "2-digit" });
  if (day(at) === day(new Date())) return time;
  const words = { timeZone: timezone, month: "long", day: "numeric" };
  return `${at.toLocaleDateString(chosen === "en" ? "en-GB" : "zh-CN", words)} ${time}`;
}

/** "11月29日" of "2026-11-29". */
export function dayWords(day) {
  const at = new Date(`${day}T12:00:00Z`);
  const words = { timeZone: "UTC", month: "long", day: "numeric", weekday: "short" };
  return at.toLocaleDateString(chosen === "en" ? "en-GB" : "zh-CN", words);
}

/** "¥680.00" of minor units. */
export function money(minor, currency) {
  const format = { style: "currency", currency, currencyDisplay: "narrowSymbol" };
  return new Intl.NumberFormat(chosen, format).format(minor / 100);
}

const LOW_MAX = 120; // minutes; nothing more exact is said beyond
const HIGH_MAX = 180;

/** As the slip says it. */
export function waitWords(range) {
  if (!range) return "—";
  const { low, high } = range;
  if (low <= 0 && high <= 1) return t("right_away");
  if (high >= HIGH_MAX) return low >= LOW_MAX ? t("over_hours") : t("over_minutes", { n: low });
  if (low <= 0) return t("within", { n: high });
  return low >= high ? t("minutes", { n: low }) : t("range", { low, high });
}
