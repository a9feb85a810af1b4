package coach

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9 }

func TestTheBetaDistributionHasItsKnownValues(t *testing.T) {
	for _, c := range []struct{ x, a, b, want float64 }{
		{0, 2, 3, 0}, {1, 2, 3, 1}, {0.3, 1, 1, 0.3}, {0.5, 7, 7, 0.5},
		{0.5, 2, 3, 0.6875},                      // 1 - 5/16: at most one head in four
		{0.2, 1, 4, 1 - math.Pow(0.8, 4)},        // closed form for a = 1
		{0.7, 6, 1, math.Pow(0.7, 6)},            // and for b = 1
		{0.25, 0.5, 0.5, 1.0 / 3},                // the arcsine law
		{0.01, 1, 500, 1 - math.Pow(0.99, 500)},  // far from the middle
		{0.3, 13, 33, binomialFrom(13, 45, 0.3)}, // what Yield has, by counting
		{0.1, 101, 904, binomialFrom(101, 1004, 0.1)},
	} {
		if got := betaShare(c.x, c.a, c.b); !near(got, c.want) {
			t.Errorf("share of Beta(%v, %v) below %v: %.12f, want %.12f", c.a, c.b, c.x, got, c.want)
		}
	}
}

// binomialFrom is the chance of at least k successes in n tries: the share of
// Beta(k, n-k+1) below p, added up term by term.
func binomialFrom(k, n int, p float64) float64 {
	sum := 0.0
	for i := k; i <= n; i++ {
		term := 1.0
		for j := range i {
			term *= float64(n-j) / float64(i-j) * p
			if j < n-i {
				term *= 1 - p
			}
		}
		for j := i; j < n-i; j++ {
			term *= 1 - p
		}
		sum += term
	}
	return sum
}

func TestAQuantileOfTheBetaDistributionIsItsInverse(t *testing.T) {
	for _, c := range []struct{ p, a, b, want float64 }{
		{0.9, 1, 24, 1 - math.Pow(0.1, 1.0/24)}, {0.1, 1, 24, 1 - math.Pow(0.9, 1.0/24)}, {0.5, 9, 9, 0.5}, {0.25, 1, 1, 0.25},
	} {
		if got := betaQuantile(c.p, c.a, c.b); !near(got, c.want) {
			t.Errorf("quantile %v of Beta(%v, %v): %v, want %v", c.p, c.a, c.b, got, c.want)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 5000).Draw(rt, "n")
		k := rapid.IntRange(0, n).Draw(rt, "k")
		p := rapid.Float64Range(0.01, 0.99).Draw(rt, "p")
		a, b := priorReplies+float64(k), priorSilences+float64(n-k)
		if got := betaShare(betaQuantile(p, a, b), a, b); math.Abs(got-p) > 1e-6 {
			rt.Errorf("Beta(%v, %v): %v of it lies below its %v quantile", a, b, got, p)
		}
	})
}
