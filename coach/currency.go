package coach

// currency is what ISO 4217 and habit say about one.
type currency struct {
	digits int    // of the minor unit
	symbol string // written before the amount; empty: the code and a space
}

// currencies we know, by ISO 4217 code.
var currencies = map[string]currency{
	"AED": {2, ""}, "ARS": {2, ""}, "AUD": {2, "A$"}, "BGN": {2, ""}, "BHD": {3, ""}, "BRL": {2, "R$"},
	"CAD": {2, "CA$"}, "CHF": {2, ""}, "CLP": {0, ""}, "CNY": {2, "CN¥"}, "COP": {2, ""}, "CZK": {2, ""},
	"DKK": {2, ""}, "EGP": {2, ""}, "EUR": {2, "€"}, "GBP": {2, "£"}, "HKD": {2, "HK$"}, "HUF": {2, ""},
	"IDR": {2, ""}, "ILS": {2, "₪"}, "INR": {2, "₹"}, "ISK": {0, ""}, "JOD": {3, ""}, "JPY": {0, "¥"},
	"KES": {2, ""}, "KRW": {0, "₩"}, "KWD": {3, ""}, "MAD": {2, ""}, "MXN": {2, "MX$"}, "MYR": {2, ""},
	"NGN": {2, "₦"}, "NOK": {2, ""}, "NZD": {2, "NZ$"}, "OMR": {3, ""}, "PEN": {2, ""}, "PHP": {2, "₱"},
	"PKR": {2, ""}, "PLN": {2, ""}, "QAR": {2, ""}, "RON": {2, ""}, "RSD": {2, ""}, "RUB": {2, "₽"},
	"SAR": {2, ""}, "SEK": {2, ""}, "SGD": {2, "S$"}, "THB": {2, "฿"}, "TND": {3, ""}, "TRY": {2, "₺"},
	"TWD": {2, "NT$"}, "UAH": {2, "₴"}, "USD": {2, "$"}, "VND": {0, "₫"}, "ZAR": {2, ""},
}

// marks are the ways to write a currency other than by its code, folded to
// upper case. Several share a mark: the first is meant unless the default
// currency, or a code beside it, is another of them. No first one ("") means
// that the mark alone does not say which.
var marks = map[string][]string{
	"$":   {"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "CLP", "COP", "ARS"},
	"US$": {"USD"}, "A$": {"AUD"}, "AU$": {"AUD"}, "C$": {"CAD"}, "CA$": {"CAD"}, "NZ$": {"NZD"}, "HK$": {"HKD"},
	"S$": {"SGD"}, "NT$": {"TWD"}, "R$": {"BRL"}, "MX$": {"MXN"},
	"€": {"EUR"}, "£": {"GBP"}, "¥": {"JPY", "CNY"}, "CN¥": {"CNY"}, "₹": {"INR"}, "₩": {"KRW"}, "₽": {"RUB"},
	"₺": {"TRY"}, "₴": {"UAH"}, "₪": {"ILS"}, "₫": {"VND"}, "฿": {"THB"}, "₦": {"NGN"}, "₱": {"PHP"},
	"KR": {"", "SEK", "NOK", "DKK", "ISK"}, "ZŁ": {"PLN"}, "KČ": {"CZK"}, "FT": {"HUF"}, "FR": {"CHF"}, "SFR": {"CHF"},
	"EURO": {"EUR"}, "EUROS": {"EUR"}, "DOLLAR": {"USD"}, "DOLLARS": {"USD"}, "POUNDS": {"GBP"},
}
