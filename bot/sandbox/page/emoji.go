package page

import "strings"

// emoji is the common part of Slack's emoji names. An unknown :name: is text.
var emoji = map[string]string{
	"+1": "👍", "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "clap": "👏", "wave": "👋", "pray": "🙏",
	"muscle": "💪", "handshake": "🤝", "point_right": "👉", "point_left": "👈", "point_up": "☝️", "point_down": "👇",
	"raised_hands": "🙌", "ok_hand": "👌", "eyes": "👀", "brain": "🧠", "ear": "👂", "speaking_head_in_silhouette": "🗣️",
	"smile": "😄", "smiley": "😃", "grinning": "😀", "slightly_smiling_face": "🙂", "wink": "😉", "joy": "😂",
	"thinking_face": "🤔", "sweat_smile": "😅", "cry": "😢", "sob": "😭", "heart_eyes": "😍", "sunglasses": "😎",
	"neutral_face": "😐", "upside_down_face": "🙃", "face_with_monocle": "🧐", "partying_face": "🥳", "zzz": "💤",
	"heart": "❤️", "green_heart": "💚", "blue_heart": "💙", "broken_heart": "💔", "100": "💯", "boom": "💥",
	"fire": "🔥", "sparkles": "✨", "star": "⭐", "star2": "🌟", "zap": "⚡", "tada": "🎉", "confetti_ball": "🎊",
	"trophy": "🏆", "medal": "🏅", "first_place_medal": "🥇", "dart": "🎯", "rocket": "🚀", "gem": "💎", "crown": "👑",
	"moneybag": "💰", "dollar": "💵", "euro": "💶", "chart_with_upwards_trend": "📈", "chart_with_downwards_trend": "📉",
	"bar_chart": "📊", "briefcase": "💼", "office": "🏢", "bank": "🏦", "house": "🏠", "factory": "🏭",
	"phone": "☎️", "telephone": "☎️", "telephone_receiver": "📞", "iphone": "📱", "calling": "📲", "email": "📧",
	"envelope": "✉️", "incoming_envelope": "📨", "mailbox": "📫", "speech_balloon": "💬", "left_speech_bubble": "🗨️",
	"loudspeaker": "📢", "mega": "📣", "bell": "🔔", "no_bell": "🔕", "mute": "🔇", "microphone": "🎤", "gift": "🎁",
	"memo": "📝", "pencil": "📝", "pencil2": "✏️", "clipboard": "📋", "page_facing_up": "📄", "books": "📚", "book": "📖",
	"open_book": "📖", "bookmark": "🔖", "paperclip": "📎", "link": "🔗", "scissors": "✂️", "file_folder": "📁",
	"open_file_folder": "📂", "inbox_tray": "📥", "outbox_tray": "📤", "package": "📦", "wastebasket": "🗑️", "lock": "🔒",
	"unlock": "🔓", "key": "🔑", "mag": "🔍", "bulb": "💡", "wrench": "🔧", "hammer": "🔨", "hammer_and_wrench": "🛠️",
	"gear": "⚙️", "shield": "🛡️", "calendar": "📅", "date": "📅", "spiral_calendar_pad": "🗓️", "alarm_clock": "⏰",
	"hourglass": "⌛", "hourglass_flowing_sand": "⏳", "stopwatch": "⏱️", "clock9": "🕘", "watch": "⌚",
	"white_check_mark": "✅", "heavy_check_mark": "✔️", "ballot_box_with_check": "☑️", "x": "❌", "negative_squared_cross_mark": "❎",
	"warning": "⚠️", "no_entry": "⛔", "no_entry_sign": "🚫", "octagonal_sign": "🛑", "rotating_light": "🚨", "construction": "🚧",
	"exclamation": "❗", "question": "❓", "grey_question": "❔", "information_source": "ℹ️", "heavy_plus_sign": "➕", "heavy_minus_sign": "➖",
	"arrow_right": "➡️", "arrow_left": "⬅️", "arrow_up": "⬆️", "arrow_down": "⬇️", "arrows_counterclockwise": "🔄", "repeat": "🔁",
	"leftwards_arrow_with_hook": "↩️", "arrow_upper_right": "↗️", "arrow_lower_right": "↘️", "double_vertical_bar": "⏸️", "arrow_forward": "▶️",
	"red_circle": "🔴", "large_yellow_circle": "🟡", "large_green_circle": "🟢", "large_blue_circle": "🔵", "large_orange_circle": "🟠",
	"white_circle": "⚪", "black_circle": "⚫", "small_blue_diamond": "🔹", "small_orange_diamond": "🔸", "one": "1️⃣", "two": "2️⃣",
	"three": "3️⃣", "four": "4️⃣", "five": "5️⃣", "robot_face": "🤖", "ghost": "👻", "skull": "💀", "coffin": "⚰️", "seedling": "🌱",
	"evergreen_tree": "🌲", "four_leaf_clover": "🍀", "sunflower": "🌻", "sunny": "☀️", "sunrise": "🌅", "cloud": "☁️", "snowflake": "❄️",
	"snowman": "⛄", "ocean": "🌊", "rainbow": "🌈", "crescent_moon": "🌙", "coffee": "☕", "pizza": "🍕", "beers": "🍻", "cake": "🍰",
	"dog": "🐶", "cat": "🐱", "bee": "🐝", "turtle": "🐢", "checkered_flag": "🏁", "triangular_flag_on_post": "🚩", "white_flag": "🏳️",
	"busts_in_silhouette": "👥", "bust_in_silhouette": "👤", "technologist": "🧑‍💻", "man-shrugging": "🤷‍♂️", "woman-shrugging": "🤷‍♀️", "shrug": "🤷",
}

// replaceEmoji swaps known :names: in text that stays text, such as options.
func replaceEmoji(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, ":")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, ":")
		char, known := emoji[name]
		if !closed || !known {
			b.WriteByte(':')
			s = rest
			continue
		}
		b.WriteString(char)
		s = after
	}
}
