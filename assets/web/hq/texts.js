// What headquarters' page says, in both languages: the same keys in each.
const TEXTS = {
  "zh-CN": {
    brand: "门厅 总部",
    other: "English",
    sign_in: "登录",
    sign_out: "退出登录",
    user: "用户名",
    password: "密码",
    fill_in: "请填写用户名和密码。",
    wrong: "用户名或密码不对。",
    too_many: "尝试次数过多，请一分钟后再试。",
    unreachable: "暂时连不上总部，请稍后再试。",
    overview: "总览",
    live: "实时",
    lost: "连接中断，显示的是 {time} 的数据，正在重新连接",
    branches: "网点",
    by_trouble: "需要关注的在前",
    no_branches: "还没有网点。在总部服务器上运行：menting-hq branch add 编号 --name 名称",
    branch: "网点",
    contact: "同步",
    waiting: "等候",
    longest_wait: "最长等候",
    serving: "办理中",
    open_counters: "营业窗口",
    taken_today: "今日取号",
    finished_today: "已办结",
    no_show_today: "过号",
    average_wait: "平均等候",
    rating: "评分",
    online: "在线网点",
    of_all: "共 {n} 家",
    all_waiting: "正在等候",
    people_serving: "{n} 位正在办理",
    all_open: "{n} 个窗口营业",
    all_taken: "今日取号",
    all_finished: "已办结 {n}",
    all_rating: "平均评分",
    ratings: "{n} 份评价",
    out_of_five: "满分 5",
    now: "实时",
    seconds_ago: "{n} 秒前",
    offline: "离线 {time}",
    not_joined: "尚未加入",
    revoked: "已停用",
    alarm: "报警：{what}（{n} 次，来自 {from}）",
    alarm_code_reused: "一次性注册码被再次使用",
    alarm_replaced_device: "已被替换的设备仍在连接",
    alarm_another_branch: "试图以其他门店的名义上报",
    alarm_bad_signature: "请求的签名不正确",
    alarm_fork: "上报的记录与已收到的不一致",
    alarm_bad_hash: "上报的记录校验不通过",
    minutes: "{n} 分",
    hours: "{h} 小时 {n} 分",
    days: "{n} 天",
    under_a_minute: "不到 1 分",
    none: "—",
  },
  en: {
    brand: "Menting HQ",
    other: "中文",
    sign_in: "Sign in",
    sign_out: "Sign out",
    user: "User name",
    password: "Password",
    fill_in: "Fill in the user name and the password.",
    wrong: "The user name or the password is wrong.",
    too_many: "Too many attempts. Wait a minute and try again.",
    unreachable: "Headquarters cannot be reached just now. Try again in a moment.",
    overview: "Overview",
    live: "Live",
    lost: "Connection lost. These figures are from {time}; reconnecting",
    branches: "Branches",
    by_trouble: "Those in trouble first",
    no_branches: "No branches yet. On headquarters' server run: menting-hq branch add ID --name NAME",
    branch: "Branch",
    contact: "Contact",
    waiting: "Waiting",
    longest_wait: "Longest wait",
    serving: "Being served",
    open_counters: "Open counters",
    taken_today: "Tickets today",
    finished_today: "Finished",
    no_show_today: "No-shows",
    average_wait: "Average wait",
    rating: "Rating",
    online: "Branches online",
    of_all: "of {n}",
    all_waiting: "Waiting now",
    people_serving: "{n} being served",
    all_open: "{n} counters open",
    all_taken: "Tickets today",
    all_finished: "{n} finished",
    all_rating: "Average rating",
    ratings: "{n} ratings",
    out_of_five: "out of 5",
    now: "live",
    seconds_ago: "{n} s ago",
    offline: "offline {time}",
    not_joined: "not joined yet",
    revoked: "revoked",
    alarm: "Alarm: {what} ({n}×, from {from})",
    alarm_code_reused: "its one-time code was shown again",
    alarm_replaced_device: "a device that was replaced still comes",
    alarm_another_branch: "it tried to write for another branch",
    alarm_bad_signature: "requests that were not signed right",
    alarm_fork: "its records differ from those received before",
    alarm_bad_hash: "records that are not what their hash says",
    minutes: "{n} min",
    hours: "{h} h {n} min",
    days: "{n} d",
    under_a_minute: "under 1 min",
    none: "—",
  },
};
const REMEMBERED = "menting.language";

function fitting(tag) {
  if (!tag) return null;
  if (tag.toLowerCase().startsWith("zh")) return "zh-CN";
  return tag.toLowerCase().startsWith("en") ? "en" : null;
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // storage switched off: the choice lasts as long as the page
  }
}

const asked = new URLSearchParams(location.search).get("lang");
let chosen = [asked, remembered(), ...(navigator.languages ?? [])].map(fitting).find(Boolean) ?? "zh-CN";

export function language() {
  return chosen;
}

export function t(key, values = {}) {
  const text = TEXTS[chosen][key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Writes every text of the page that does not change by itself. */
export function fillPage() {
  document.documentElement.lang = chosen;
  document.title = t("brand");
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-language]")) {
    node.textContent = t("other");
    node.lang = chosen === "en" ? "zh-CN" : "en";
  }
}

/** Every language button goes to the other language, remembers it and tells `changed`. */
export function prepareLanguage(changed) {
  for (const node of document.querySelectorAll("[data-language]")) {
    node.addEventListener("click", () => {
      chosen = chosen === "en" ? "zh-CN" : "en";
      try {
        localStorage.setItem(REMEMBERED, chosen);
      } catch {
        // see remembered()
      }
      fillPage();
      changed();
    });
  }
  fillPage();
}
