package coach

import "testing"

func TestAChartStaysInItsCurrencyUntilAnotherHasTwiceAsManyDeals(t *testing.T) {
	in := func(currencies ...string) (stalled []Stalled) {
		for _, c := range currencies {
			stalled = append(stalled, Stalled{Amount: Money{Minor: 100, Currency: c}})
		}
		return stalled
	}
	for name, c := range map[string]struct {
		last    string
		stalled []Stalled
		want    string
		others  bool
	}{
		"the most common at first":               {"", in("USD", "EUR", "EUR"), "EUR", true},
		"of several the first by its code":       {"", in("USD", "EUR"), "EUR", true},
		"the last one, though others are more":   {"USD", in("USD", "USD", "EUR", "EUR", "EUR"), "USD", true},
		"another where twice as many have it":    {"USD", in("USD", "EUR", "EUR"), "EUR", true},
		"another where no deal has it any more":  {"USD", in("SGD", "EUR", "EUR"), "EUR", true},
		"what has no amount counts for nothing":  {"USD", append(in("EUR"), Stalled{}), "EUR", false},
		"one currency alone":                     {"EUR", in("EUR", "EUR"), "EUR", false},
		"nothing has an amount":                  {"EUR", []Stalled{{}}, "", false},
		"a digest of a version that wrote none":  {"", in("EUR"), "EUR", false},
		"nothing has stalled":                    {"EUR", nil, "", false},
		"a currency that nothing is known about": {"XXX", in("USD"), "USD", false},
	} {
		if got := chartCurrency(c.last, c.stalled); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		got, others := Digest{Currency: c.last, Stalled: c.stalled}.ChartIn()
		if got != c.want || others != c.others {
			t.Errorf("%s: drawn in %q, with others beside it: %t", name, got, others)
		}
	}
}
