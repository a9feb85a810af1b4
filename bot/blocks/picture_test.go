package blocks_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// quiet is a digest of deals of so much, quiet for so many business days.
func quiet(currency string, whole ...int64) coach.Digest {
	var d coach.Digest
	for i, w := range whole {
		d.Stalled = append(d.Stalled, coach.Stalled{Account: "Firm", Amount: coach.Money{Minor: w * 100, Currency: currency}, Quiet: []int{10, 20, 40, 80}[i]})
	}
	return d
}

// sheetOf is the picture of a digest's chart.
func sheetOf(t *testing.T, d coach.Digest) image.Image {
	t.Helper()
	f, ok, err := blocks.ChartPicture(d)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	m, err := png.Decode(bytes.NewReader(f.PNG))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.PNG) > 40_000 {
		t.Errorf("%d bytes for four bars", len(f.PNG))
	}
	return m
}

// green counts the pixels of a bar's colour in the middle of each bar.
func green(m image.Image) (high [4]int) {
	for i := range high {
		for y := range m.Bounds().Dy() {
			if m.At(158+i*228, y) == (color.RGBA{0x13, 0x77, 0x5f, 0xff}) {
				high[i]++
			}
		}
	}
	return high
}

func TestBarsAreAsHighAsTheirAmounts(t *testing.T) {
	m := sheetOf(t, quiet("EUR", 100_000, 50_000, 0, 100))
	if got, want := green(m), [4]int{220, 110, 0, 3}; got != want {
		t.Errorf("the bars are %v high, want %v: little is not nothing", got, want)
	}
}

// Whatever the amounts, nothing is written over the edge.
func TestThePictureHoldsLongAmounts(t *testing.T) {
	for _, currency := range []string{"USD", "JPY", "XXX"} {
		m := sheetOf(t, quiet(currency, 987_654_321_000, 1_234_567, 89_000_000, 5))
		r := m.Bounds()
		for y := range r.Dy() {
			for _, x := range []int{0, 20, r.Dx() - 20, r.Dx() - 1} {
				if m.At(x, y) != m.At(0, 0) {
					t.Fatalf("%s: something is at %d, %d", currency, x, y)
				}
			}
		}
	}
}

func TestThePictureIsReadOutAsItsBars(t *testing.T) {
	f, _, err := blocks.ChartPicture(quiet("EUR", 100_000, 50_000))
	if want := "Value at risk by silence: under 3 weeks €100,000 · 3 to 6 weeks €50,000"; err != nil || f.Alt != want {
		t.Errorf("%v %q, want %q", err, f.Alt, want)
	}
	if _, ok, err := blocks.ChartPicture(quiet("EUR", 100_000)); ok || err != nil {
		t.Error("a single bar compares nothing", err)
	}
	long, _, _ := blocks.ChartPicture(quiet(strings.Repeat("X", 2000), 1, 2))
	if len([]rune(long.Alt)) > 1000 {
		t.Error("Slack takes 1,000 characters")
	}
}
