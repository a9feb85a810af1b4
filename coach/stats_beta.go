package coach

import "math"

// The numbers of the small-sample rule (playbook §6) [D].
const (
	enoughUses = 20 // below, it is too early to tell

	// The prior of every play, a Beta distribution: as if each had been used five
	// times and answered once. It is weak, so that twenty uses outweigh it, and the
	// same for all, so that no play has an advantage but its place in the catalogue.
	priorReplies  = 1
	priorSilences = 4

	// credible is how much of the posterior the interval holds: "probably" is four
	// times out of five.
	credible = 0.8
)

// betaQuantile is the x below which a share p of a Beta(a, b) distribution lies;
// a, b > 0, 0 < p < 1. It halves the interval, which is slow (some fifty steps)
// and cannot go astray.
func betaQuantile(p, a, b float64) float64 {
	lo, hi := 0.0, 1.0
	for hi-lo > 1e-12 {
		if x := (lo + hi) / 2; betaShare(x, a, b) < p {
			lo = x
		} else {
			hi = x
		}
	}
	return (lo + hi) / 2
}

// betaShare is the share of a Beta(a, b) distribution below x: the regularised
// incomplete beta function. Its continued fraction (DLMF 8.17.22) converges
// quickly on the near side of the mean, and the far side is its mirror.
func betaShare(x, a, b float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - betaShare(1-x, b, a)
	}
	front := math.Exp(a*math.Log(x) + b*math.Log1p(-x) + lgamma(a+b) - lgamma(a) - lgamma(b))
	return front / a / betaFraction(x, a, b)
}

// betaFraction is 1 + d₁/(1 + d₂/(1 + …)), from the front (modified Lentz).
func betaFraction(x, a, b float64) float64 {
	const most, close, tiny = 10_000, 1e-15, 1e-300
	f, c, d := 1.0, 1.0, 0.0
	for i := 1; i < most; i++ {
		m := float64(i / 2)
		term := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		if i%2 == 1 {
			term = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		}
		if d = 1 + term*d; math.Abs(d) < tiny {
			d = tiny
		}
		if c = 1 + term/c; math.Abs(c) < tiny {
			c = tiny
		}
		d = 1 / d
		f *= c * d
		if math.Abs(c*d-1) < close {
			break
		}
	}
	return f
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}
