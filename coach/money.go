package coach

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Money is an amount in minor units (cents) of a currency (ISO 4217 code). It is
// never a float. The zero Money is an unknown amount.
type Money struct {
	Minor    int64
	Currency string
}

// MaxMinor is the largest amount that is taken as input, in minor units: ten
// trillion dollars. Thousands of such amounts still add up in an int64.
const MaxMinor = 1_000_000_000_000_000

// IsZero says that no amount is known.
func (m Money) IsZero() bool { return m == Money{} }

// String is the amount as people read it: "$40,000", "€1,200.50", "CHF 12,000",
// "¥500,000". Minor units are left out when there are none. An unknown amount
// is "". ParseMoney reads it back.
func (m Money) String() string {
	if m.IsZero() {
		return ""
	}
	c, known := currencies[m.Currency]
	if !known {
		c.digits = 2
	}
	if c.symbol == "" {
		c.symbol = strings.TrimSpace(m.Currency + " ")
		if c.symbol != "" {
			c.symbol += " "
		}
	}
	sign, minor := "", uint64(m.Minor) // #nosec G115 -- put right for negative amounts below, the smallest included
	if m.Minor < 0 {
		sign, minor = "-", -minor
	}
	unit := pow10(c.digits)
	s := sign + c.symbol + grouped(minor/unit)
	if rest := minor % unit; rest > 0 {
		digits := strconv.FormatUint(rest, 10)
		s += "." + strings.Repeat("0", c.digits-len(digits)) + digits
	}
	return s
}

// Sum adds amounts up, one total per currency in order of their codes. Unknown
// amounts add nothing. A total that does not fit stays at the largest number.
func Sum(amounts ...Money) []Money {
	totals := map[string]int64{}
	for _, m := range amounts {
		if !m.IsZero() {
			totals[m.Currency] = addCapped(totals[m.Currency], m.Minor)
		}
	}
	sums := make([]Money, 0, len(totals))
	for currency, minor := range totals {
		sums = append(sums, Money{minor, currency})
	}
	slices.SortFunc(sums, func(a, b Money) int { return cmp.Compare(a.Currency, b.Currency) })
	return sums
}

func addCapped(a, b int64) int64 {
	switch {
	case b > 0 && a > math.MaxInt64-b:
		return math.MaxInt64
	case b < 0 && a < math.MinInt64-b:
		return math.MinInt64
	}
	return a + b
}

// Whole is the amount in whole units, without its cents.
func (m Money) Whole() int64 { return m.Minor / int64(pow10(minorDigits(m.Currency))) } // #nosec G115 -- at most a thousand

func minorDigits(currency string) int {
	if c, ok := currencies[currency]; ok {
		return c.digits
	}
	return 2
}

func pow10(n int) uint64 {
	p := uint64(1)
	for ; n > 0; n-- {
		p *= 10
	}
	return p
}

// grouped is n with a comma between thousands.
func grouped(n uint64) string {
	s := strconv.FormatUint(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
