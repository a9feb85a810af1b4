package page

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"salescoach/bot/sandbox"
)

// A chart is a data_visualization block as a drawing: widths in per cent, so that it
// fits a phone as well as a desk, and heights in pixels, so that its letters keep their
// size. Colours are classes of blocks.css: the page's policy allows no style here.
type chart struct {
	Title  string
	Spoken string // what a screen reader says in place of the drawing
	X, Y   string // titles of the axes
	Plot   *plot
	Pie    []slice
	Legend []legend
}

// A plot is bars, lines or areas over an axis. Its numbers are written out as the
// drawing needs them.
type plot struct {
	Ticks  []caption
	Labels []caption
	Bars   []bar
	Lines  []curve
}

// A caption is words at a place.
type caption struct {
	X, Y  string
	Lines []string
}

type bar struct {
	Class            string
	X, Y, Wide, High string
	Note             string   // on hover
	Value            *caption // above it, where there is room for that
}

type curve struct {
	Class string
	Line  string // path
	Area  string // path; empty: a line alone
}

type slice struct{ Class, Path, Note string }

type legend struct{ Class, Text string }

// Where the plot is in the drawing: across in per cent, down in pixels.
const (
	plotLeft, plotWide = 11.0, 88.0
	plotTop, plotHigh  = 18.0, 168.0
	mostLabels         = 6 // under an axis; of more, some are left out
	mostValues         = 8 // bars that bear their value
	shortLabel         = 9 // characters that need no second line
	drawable           = 1e15
)

func (c canvas) chart(b *sandbox.Block) *chart {
	if b.Chart == nil {
		return &chart{Title: c.words(textOf(b.Title).Text)}
	}
	d := &chart{Title: textOf(b.Title).Text, X: b.Chart.Axis.X, Y: b.Chart.Axis.Y}
	d.Spoken = b.Chart.Words(d.Title)
	if b.Chart.Type == "pie" {
		d.pie(b.Chart.Segments)
		return d
	}
	d.plot(b.Chart)
	if len(b.Chart.Series) > 1 {
		for i, s := range b.Chart.Series {
			d.Legend = append(d.Legend, legend{tone(i), s.Name})
		}
	}
	return d
}

func tone(i int) string { return "tone" + strconv.Itoa(i%6+1) }

func (d *chart) plot(c *sandbox.Chart) {
	d.Plot = &plot{}
	values := make([][]float64, len(c.Series))
	var all []float64
	for i := range c.Series {
		values[i] = c.Values(i)
		for j, v := range values[i] {
			values[i][j] = min(max(v, -drawable), drawable)
		}
		all = append(all, values[i]...)
	}
	s := scaleOf(all)
	for _, t := range s.ticks {
		d.Plot.Ticks = append(d.Plot.Ticks, caption{Y: px(s.y(t)), Lines: []string{compact(t)}})
	}
	d.Plot.labels(c.Axis.Categories)
	for i := range c.Series {
		if c.Type == "bar" {
			d.Plot.bars(c, s, values[i], i)
			continue
		}
		d.Plot.Lines = append(d.Plot.Lines, curveOf(s, values[i], tone(i), c.Type == "area"))
	}
}

func (p *plot) labels(categories []string) {
	n := len(categories)
	every := (n + mostLabels - 1) / mostLabels
	for i, words := range categories {
		if i%every == 0 {
			p.Labels = append(p.Labels, caption{X: across(float64(i)+.5, n), Lines: twoLines(words)})
		}
	}
}

// bars are those of one series: the groups stand side by side, and the bars of a group
// fill two thirds of its room.
func (p *plot) bars(c *sandbox.Chart, s scale, values []float64, series int) {
	n, of := len(values), float64(len(c.Series))
	for i, v := range values {
		from := float64(i) + 1./6 + float64(series)/of*2/3
		top, foot := s.y(max(v, 0)), s.y(min(v, 0))
		b := bar{
			Class: tone(series), X: across(from, n), Wide: percent(plotWide / float64(n) / of * 2 / 3), Y: px(top), High: px(foot - top),
			Note: c.Series[series].Name + ", " + c.Axis.Categories[i] + ": " + strconv.FormatFloat(v, 'f', -1, 64),
		}
		if n*len(c.Series) <= mostValues {
			b.Value = &caption{X: across(from+1/of/3, n), Y: px(top - 5), Lines: []string{compact(v)}}
		}
		p.Bars = append(p.Bars, b)
	}
}

// curveOf goes from the middle of each category to the next, in a box of its own that
// is a hundred wide, whatever its width on the screen.
func curveOf(s scale, values []float64, class string, filled bool) curve {
	var line strings.Builder
	x := func(i int) float64 { return (float64(i) + .5) * 100 / float64(len(values)) }
	for i, v := range values {
		fmt.Fprintf(&line, "%c%.1f %.1f", "ML"[min(i, 1)], x(i), s.y(v)-plotTop)
	}
	c := curve{Class: class, Line: line.String()}
	if filled && len(values) > 0 {
		foot := s.y(0) - plotTop
		c.Area = fmt.Sprintf("%sL%.1f %.1fL%.1f %.1fZ", c.Line, x(len(values)-1), foot, x(0), foot)
	}
	return c
}

// pie is the segments clockwise from noon, in a circle of radius one.
func (d *chart) pie(segments []sandbox.ChartPoint) {
	var total float64
	for _, s := range segments {
		total += min(s.Value, drawable)
	}
	total = cmp.Or(total, 1) // of noughts, each has no part
	at := 0.
	for i, s := range segments {
		part := min(s.Value, drawable) / total
		share := fmt.Sprintf("%s: %.0f %%", s.Label, part*100)
		d.Pie = append(d.Pie, slice{tone(i), wedge(at, at+part), share})
		d.Legend = append(d.Legend, legend{tone(i), share})
		at += part
	}
}

func wedge(from, to float64) string {
	if to-from > .9999 { // an arc to its own beginning would be none
		return "M0 -1A1 1 0 1 1 0 1A1 1 0 1 1 0 -1Z"
	}
	x := func(f float64) float64 { return math.Sin(2 * math.Pi * f) }
	y := func(f float64) float64 { return -math.Cos(2 * math.Pi * f) }
	large := 0
	if to-from > .5 {
		large = 1
	}
	return fmt.Sprintf("M0 0L%.4f %.4fA1 1 0 %d 1 %.4f %.4fZ", x(from), y(from), large, x(to), y(to))
}

// A scale puts values in their height. It begins at nought, or below.
type scale struct {
	lo, hi float64
	ticks  []float64
}

func scaleOf(values []float64) scale {
	values = append(values, 0)
	lo, hi := slices.Min(values), slices.Max(values)
	if lo == hi {
		hi = 1
	}
	step := roundStep((hi - lo) / 4)
	s := scale{lo: math.Floor(lo/step) * step, hi: math.Ceil(hi/step) * step}
	for i := 0; i <= int(math.Round((s.hi-s.lo)/step)); i++ {
		s.ticks = append(s.ticks, s.lo+float64(i)*step)
	}
	return s
}

// roundStep is the next of 1, 2, 5, 10, 20, 50 … that is at least so large.
func roundStep(least float64) float64 {
	ten := math.Pow(10, math.Floor(math.Log10(least)))
	for _, of := range []float64{1, 2, 5} {
		if of*ten >= least {
			return of * ten
		}
	}
	return 10 * ten
}

func (s scale) y(v float64) float64 { return plotTop + plotHigh*(s.hi-v)/(s.hi-s.lo) }

func across(at float64, n int) string { return percent(plotLeft + plotWide*at/float64(n)) }

func percent(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + "%" }

func px(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// compact is a number as an axis bears it: 400k, 1.2M.
func compact(v float64) string {
	for _, unit := range []struct {
		of   float64
		name string
	}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "k"}} {
		if math.Abs(v) >= unit.of*.9995 {
			return strconv.FormatFloat(math.Round(v/unit.of*10)/10, 'f', -1, 64) + unit.name
		}
	}
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

// twoLines is a label broken at the space that is nearest its middle.
func twoLines(s string) []string {
	if len([]rune(s)) <= shortLabel {
		return []string{s}
	}
	best := -1
	for i, r := range s {
		if r == ' ' && (best < 0 || abs(2*i-len(s)) < abs(2*best-len(s))) {
			best = i
		}
	}
	if best < 0 {
		return []string{s}
	}
	return []string{s[:best], s[best+1:]}
}

func abs(n int) int { return max(n, -n) }
