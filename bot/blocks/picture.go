package blocks

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"salescoach/coach"
)

// ChartFile is the chart of a digest as a file to upload.
type ChartFile struct {
	PNG   []byte
	Title string
	Alt   string // the same in words, 1,000 characters at most
}

// ChartPicture draws the chart of a digest as a picture, for a Slack that draws none
// itself. It is on paper of its own, so that it can be read by day and by night, and its
// letters are large: a phone shows it at a third of its size. ok is false where the
// digest has nothing to compare. Four bars and their words need letters and rectangles,
// which golang.org/x/image has: a library of charts would bring its own fonts, several
// megabytes and axes that no phone can show.
func ChartPicture(d coach.Digest) (f ChartFile, ok bool, err error) {
	b, ok := barsOf(d)
	if !ok {
		return ChartFile{}, false, nil
	}
	s, err := newSheet()
	if err != nil {
		return ChartFile{}, false, err
	}
	s.bars(b)
	var out bytes.Buffer
	err = png.Encode(&out, s.Paletted)
	return ChartFile{PNG: out.Bytes(), Title: chartTitle, Alt: clip(b.words(), 1000)}, err == nil, err
}

// The measures of the picture, in pixels.
const (
	sheetWide, sheetHigh = 1000, 556
	sheetEdge            = 44
	barsTop, barsFoot    = 210, 430
	barWide              = 150
)

var (
	paper  = color.RGBA{0xfd, 0xfe, 0xfd, 0xff}
	ink    = color.RGBA{0x1b, 0x21, 0x24, 0xff}
	soft   = color.RGBA{0x55, 0x5f, 0x64, 0xff}
	rule   = color.RGBA{0xb9, 0xc2, 0xbf, 0xff}
	colour = color.RGBA{0x13, 0x77, 0x5f, 0xff}
)

// sheet is a picture with what is written on it. Its colours are few, which keeps the
// file small.
type sheet struct {
	*image.Paletted
	title, value, label font.Face
	bold                *opentype.Font
}

func newSheet() (*sheet, error) {
	regular, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	bold, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return nil, err
	}
	s := &sheet{Paletted: image.NewPaletted(image.Rect(0, 0, sheetWide, sheetHigh), shades()), bold: bold}
	for _, f := range []struct {
		face *font.Face
		font *opentype.Font
		size float64
	}{{&s.title, bold, 44}, {&s.value, bold, 38}, {&s.label, regular, 34}} {
		if *f.face, err = opentype.NewFace(f.font, &opentype.FaceOptions{Size: f.size, DPI: 72}); err != nil {
			return nil, err
		}
	}
	s.fill(s.Bounds(), paper)
	return s, nil
}

// shades are the colours and what lies between them and the paper, for smooth edges.
func shades() color.Palette {
	const steps = 24
	var all color.Palette
	for _, c := range []color.RGBA{ink, soft, rule, colour} {
		for i := range steps + 1 {
			mix := func(from, to uint8) uint8 { return uint8((int(from)*(steps-i) + int(to)*i) / steps) } // #nosec G115 -- between two colours
			all = append(all, color.RGBA{mix(paper.R, c.R), mix(paper.G, c.G), mix(paper.B, c.B), 0xff})
		}
	}
	return all
}

func (s *sheet) fill(r image.Rectangle, c color.Color) {
	draw.Draw(s.Paletted, r, image.NewUniform(s.Palette.Convert(c)), image.Point{}, draw.Src)
}

// bars draws the whole chart: what it is of, each bar with its amount, and how long the
// deals in it have been quiet.
func (s *sheet) bars(b bars) {
	s.write(chartTitle, s.title, ink, sheetEdge, 76)
	s.write(capital(b.in), s.label, soft, sheetEdge, 128)
	var most int64 = 1
	for _, v := range b.values {
		most = max(most, v.Minor)
	}
	column := (sheetWide - 2*sheetEdge) / len(b.values)
	amounts := s.amounts(b.values, column-10)
	for i, v := range b.values {
		middle := sheetEdge + i*column + column/2
		high := int(math.Round(float64(v.Minor) / float64(most) * (barsFoot - barsTop)))
		if v.Minor > 0 {
			high = max(high, 3) // little is not nothing
		}
		s.fill(image.Rect(middle-barWide/2, barsFoot-high, middle+barWide/2, barsFoot), colour)
		s.centre(amounts[i], s.value, ink, middle, barsFoot-high-14)
		for n, words := range halves(silences[i].label) {
			s.centre(words, s.label, soft, middle, barsFoot+50+n*40)
		}
	}
	s.fill(image.Rect(sheetEdge, barsFoot, sheetWide-sheetEdge, barsFoot+3), rule)
}

// amounts are what the bars bear: amounts in full where all of them fit and the letters
// have their sign, else in short.
func (s *sheet) amounts(values []coach.Money, room int) []string {
	full, brief, fit := make([]string, len(values)), make([]string, len(values)), true
	for i, v := range values {
		brief[i], full[i] = short(float64(v.Whole())), "0"
		if v.Minor > 0 {
			full[i], _, _ = strings.Cut(v.String(), ".")
		}
		fit = fit && s.has(full[i]) && font.MeasureString(s.value, full[i]).Ceil() <= room
	}
	if fit {
		return full
	}
	return brief
}

// has says whether the letters can write some words.
func (s *sheet) has(words string) bool {
	var buf sfnt.Buffer
	for _, r := range words {
		if i, err := s.bold.GlyphIndex(&buf, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

// short is a number as 1.2M.
func short(v float64) string {
	for _, unit := range []struct {
		of   float64
		name string
	}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "k"}} {
		if v >= unit.of*.9995 {
			return strconv.FormatFloat(math.Round(v/unit.of*10)/10, 'f', -1, 64) + unit.name
		}
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// halves are a label on two lines, broken at the space next to its middle: "3 to 6",
// "weeks".
func halves(label string) []string {
	best := 0
	for i, r := range label {
		if r == ' ' && max(2*i-len(label), len(label)-2*i) < max(2*best-len(label), len(label)-2*best) {
			best = i
		}
	}
	return []string{label[:best], strings.TrimSpace(label[best:])}
}

func (s *sheet) centre(words string, face font.Face, c color.Color, middle, foot int) {
	s.write(words, face, c, middle-font.MeasureString(face, words).Ceil()/2, foot)
}

func (s *sheet) write(words string, face font.Face, c color.Color, x, foot int) {
	d := font.Drawer{Dst: s.Paletted, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, foot)}
	d.DrawString(words)
}
