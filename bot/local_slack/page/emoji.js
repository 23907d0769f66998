const KNOWN = {
  wave: "👋", "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", tada: "🎉", heart: "❤️", smile: "😄", slightly_smiling_face: "🙂",
  smiley: "😃", grinning: "😀", neutral_face: "😐", disappointed: "😞", worried: "😟", cry: "😢", sob: "😭", tired_face: "😫", thinking_face: "🤔",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", warning: "⚠️", information_source: "ℹ️", question: "❓",
  exclamation: "❗", bulb: "💡", lock: "🔒", unlock: "🔓", key: "🔑", shield: "🛡️", bell: "🔔", no_bell: "🔕", speech_balloon: "💬",
  thought_balloon: "💭", memo: "📝", pencil: "✏️", pencil2: "✏️", clipboard: "📋", calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️",
  clock9: "🕘", hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", chart_with_upwards_trend: "📈",
  chart_with_downwards_trend: "📉", bar_chart: "📊", star: "⭐", sparkles: "✨", seedling: "🌱", herb: "🌿", sunny: "☀️", partly_sunny: "⛅",
  cloud: "☁️", rain_cloud: "🌧️", rainbow: "🌈", coffee: "☕", cake: "🍰", birthday: "🎂", gift: "🎁", pray: "🙏", clap: "👏", raised_hands: "🙌",
  muscle: "💪", handshake: "🤝", eyes: "👀", ear: "👂", busts_in_silhouette: "👥", bust_in_silhouette: "👤", house: "🏠", office: "🏢", car: "🚗",
  computer: "💻", phone: "☎️", telephone_receiver: "📞", email: "✉️", envelope: "✉️", incoming_envelope: "📨", package: "📦", link: "🔗",
  paperclip: "📎", mag: "🔍", wrench: "🔧", gear: "⚙️", hammer: "🔨", recycle: "♻️", arrow_up: "⬆️", arrow_down: "⬇️", arrow_right: "➡️",
  arrow_left: "⬅️", arrow_upper_right: "↗️", arrow_lower_right: "↘️", small_red_triangle: "🔺", small_red_triangle_down: "🔻",
  red_circle: "🔴", large_blue_circle: "🔵", large_green_circle: "🟢", large_yellow_circle: "🟡", large_orange_circle: "🟠", white_circle: "⚪",
  black_circle: "⚫", zzz: "💤", pause_button: "⏸️", double_vertical_bar: "⏸️", arrow_forward: "▶️", crystal_ball: "🔮", mega: "📣",
  loudspeaker: "📢", sos: "🆘", heartpulse: "💗", blue_heart: "💙", green_heart: "💚", purple_heart: "💜", yellow_heart: "💛", one: "1️⃣",
  two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣", ok_hand: "👌", point_right: "👉", point_up: "☝️", book: "📖", books: "📚", scales: "⚖️",
  ship: "🚢", compass: "🧭", world_map: "🗺️", palm_tree: "🌴", face_with_thermometer: "🤒", relieved: "😌", confused: "😕", blush: "😊",
};

export const emoji = (name) => KNOWN[name] ?? `:${name}:`;
