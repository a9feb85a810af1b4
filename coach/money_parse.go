package coach

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ParseMoney reads an amount as people write it: "$40k", "1.2m", "€40.000,50",
// "40,000.50", "USD 1,000", "1 000 €", "1'000 CHF". Without a currency in it,
// defaultCurrency is meant, which also says which dollars "$" are. One separator
// with three digits behind it parts thousands ("1,234", "1.234"), except where
// that cannot be ("0.125", "1.234k", or a currency with three decimals).
// Negative amounts, more decimals than the currency has, and amounts beyond
// [MaxMinor] are Invalid.
func ParseMoney(s, defaultCurrency string) (Money, error) {
	return MoneyStyle{}.Parse(s, defaultCurrency)
}

// MoneyStyle is how a file writes its numbers, as far as that is known.
type MoneyStyle struct {
	Decimal rune // '.' or ','; 0: nothing showed it
	Mixed   bool // both were seen as the decimal sign; each amount speaks for itself
}

// DecideMoneyStyle finds out which decimal sign a whole column uses. A sample
// speaks when it can be read in one way only: "40.000,50", "9.99", "1.000.000".
// A sample that is no amount says nothing.
func DecideMoneyStyle(samples []string) MoneyStyle {
	var style MoneyStyle
	for _, s := range samples {
		p, ok := splitMoney(s)
		if !ok {
			continue
		}
		decimal, sure := p.decimal()
		switch {
		case !sure:
		case style.Decimal == 0:
			style.Decimal = decimal
		case style.Decimal != decimal:
			return MoneyStyle{Mixed: true}
		}
	}
	return style
}

// Parse is [ParseMoney] for amounts written in a style. An amount that can only
// be read otherwise is read so.
func (style MoneyStyle) Parse(s, defaultCurrency string) (Money, error) {
	p, ok := splitMoney(s)
	if !ok {
		return Money{}, moneyError("I can't read “%s” as an amount. Write it like $40k, 40,000.50 or EUR 1,200.", clip(strings.TrimSpace(s)))
	}
	if p.negative {
		return Money{}, moneyError("An amount can't be negative.")
	}
	currency, err := chooseCurrency(p.marks, defaultCurrency)
	if err != nil {
		return Money{}, err
	}
	digits := minorDigits(currency)
	whole, fraction, ok := p.split(p.decimalIn(style, digits))
	if !ok {
		return Money{}, moneyError("The separators in “%s” don't fit together. Write it like 40,000.50 or 40000.50.", clip(p.number))
	}
	scale := digits + p.power
	if kept := strings.TrimRight(fraction, "0"); len(kept) > scale {
		return Money{}, moneyError("“%s” has more decimals than %s has.", clip(p.number), currency)
	} else {
		fraction = kept + strings.Repeat("0", scale-len(kept))
	}
	minor, err := strconv.ParseInt(whole+fraction, 10, 64)
	if err != nil || minor > MaxMinor {
		return Money{}, moneyError("That amount is too large to be true.")
	}
	return Money{minor, currency}, nil
}

func moneyError(format string, args ...any) error {
	e := Errorf(Invalid, format, args...)
	e.Field = "amount"
	return e
}

// moneyParts is an amount taken apart: "$1.2m" is marks "$", number "1.2", power 6.
type moneyParts struct {
	marks    []string // codes and symbols, in upper case
	number   string   // from the first digit to the last
	power    int      // of ten, of the word behind the number
	negative bool
}

// powers are the words for large numbers, longest first where one begins another.
var powers = []struct {
	word  string
	power int
}{
	{"THOUSAND", 3}, {"MILLION", 6}, {"BILLION", 9}, {"MIO", 6}, {"MLN", 6}, {"TSD", 3}, {"MN", 6}, {"BN", 9}, {"K", 3}, {"M", 6},
}

func splitMoney(s string) (moneyParts, bool) {
	s = plainMoney(s)
	var p moneyParts
	from, to := strings.IndexFunc(s, digit), strings.LastIndexFunc(s, digit)
	if from < 0 {
		return p, false
	}
	before, after := strings.TrimSpace(s[:from]), strings.TrimSpace(s[to+1:])
	p.number = s[from : to+1]
	after = strings.TrimPrefix(strings.TrimPrefix(after, ",-"), ".-") // "40,-" has no cents
	if strings.HasPrefix(before, "(") && strings.HasSuffix(after, ")") {
		p.negative, before, after = true, before[1:], after[:len(after)-1]
	}
	if strings.Contains(before, "-") || after == "-" {
		p.negative = true
		before, after = strings.ReplaceAll(before, "-", " "), strings.TrimSuffix(after, "-")
	}
	var ok bool
	if after, p.power, ok = cutPower(after); !ok {
		return p, false
	}
	p.marks = strings.Fields(before + " " + after)
	for _, mark := range p.marks {
		if currenciesOf(mark) == nil {
			return p, false
		}
	}
	return p, !strings.ContainsFunc(p.number, func(r rune) bool { return !digit(r) && !strings.ContainsRune(".,' ", r) })
}

// plainMoney brings every kind of space, apostrophe and minus to the one of ASCII.
func plainMoney(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case strings.ContainsRune("’‘ʼ´`′", r):
			return '\''
		case strings.ContainsRune("−–—‒", r):
			return '-'
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return unicode.ToUpper(r)
	}, norm.NFKC.String(s)))
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// cutPower takes "K" off "K EUR". A currency that begins with such a letter
// ("KR", "MXN") is no power. It is false for other words.
func cutPower(after string) (rest string, power int, ok bool) {
	known := func(s string) bool {
		f := strings.Fields(s)
		return !slices.ContainsFunc(f, func(w string) bool { return currenciesOf(w) == nil })
	}
	if known(after) {
		return after, 0, true
	}
	for _, p := range powers {
		if rest, found := strings.CutPrefix(after, p.word); found && known(rest) {
			return rest, p.power, true
		}
	}
	// An unknown code is worth its own sentence; see chooseCurrency.
	return after, 0, false
}

// currenciesOf is what a code or symbol may mean, nil for neither.
func currenciesOf(mark string) []string {
	mark = strings.TrimSuffix(mark, ".")
	if _, ok := currencies[mark]; ok {
		return []string{mark}
	}
	return marks[mark]
}

// chooseCurrency is the one currency that all marks allow.
func chooseCurrency(found []string, fallback string) (string, error) {
	if len(found) == 0 {
		if fallback == "" {
			return "", moneyError("Say the currency too, like $40k or 40k EUR.")
		}
		return fallback, nil
	}
	allowed := currenciesOf(found[0])
	for _, mark := range found[1:] {
		other := currenciesOf(mark)
		allowed = slices.DeleteFunc(slices.Clone(allowed), func(c string) bool { return !slices.Contains(other, c) })
	}
	switch {
	case len(allowed) == 0:
		return "", moneyError("There are two currencies in that amount.")
	case slices.Contains(allowed, fallback) && fallback != "":
		return fallback, nil
	case allowed[0] == "":
		return "", moneyError("Several currencies are written %s. Use the code, like SEK 1,200.", strings.ToLower(found[0]))
	}
	return allowed[0], nil
}

// decimal is the decimal sign that the number itself proves, if it does. When it
// proves only that one sign parts thousands, the decimal sign is the other.
func (p moneyParts) decimal() (sign rune, sure bool) {
	last := strings.LastIndexAny(p.number, ".,")
	if last < 0 {
		return 0, false
	}
	sign = rune(p.number[last])
	other := '.' + ',' - sign
	before := p.number[:last]
	switch {
	case strings.ContainsRune(before, other):
		return sign, true
	case strings.ContainsRune(before, sign):
		return other, true
	case len(p.number)-last-1 != 3,
		strings.ContainsAny(before, "' "), // thousands are parted otherwise
		strings.HasPrefix(before, "0"),
		len(before) > 3:
		return sign, true
	}
	return sign, false
}

// decimalIn is the decimal sign to read the number by.
func (p moneyParts) decimalIn(style MoneyStyle, minorDigits int) rune {
	sign, sure := p.decimal()
	switch {
	case sure || sign == 0:
		return sign
	case minorDigits == 0 && p.power == 0: // ¥500,000: there is nothing smaller than a yen
		return '.' + ',' - sign
	case style.Decimal != 0:
		return style.Decimal
	case sign == '.' && (p.power > 0 || minorDigits == 3):
		return sign
	}
	return '.' + ',' - sign
}

// split parts the number at its decimal sign and takes the separators of
// thousands out. It is false when those do not stand where they may: one kind
// only, and groups of three (of two in between, as in India: 12,34,567).
func (p moneyParts) split(decimal rune) (whole, fraction string, ok bool) {
	whole = p.number
	if i := strings.IndexRune(p.number, decimal); decimal != 0 && i >= 0 {
		whole, fraction = p.number[:i], p.number[i+1:]
	}
	if strings.ContainsFunc(fraction, func(r rune) bool { return !digit(r) }) {
		return "", "", false
	}
	at := strings.IndexFunc(whole, func(r rune) bool { return !digit(r) })
	if at < 0 {
		return whole, fraction, true
	}
	groups := strings.Split(whole, whole[at:at+1])
	for i, g := range groups {
		tail := i == len(groups)-1
		if strings.ContainsFunc(g, func(r rune) bool { return !digit(r) }) || len(g) > 3 || len(g) == 0 ||
			i > 0 && len(g) < 2 || tail && len(g) != 3 {
			return "", "", false
		}
	}
	return strings.Join(groups, ""), fraction, true
}
