package pagetest

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"maps"
	"slices"
)

// thrifty is a PNG with no more than 256 colours, the commonest of the original:
// a page is a few colours and the smooth edges of letters, so nobody sees the
// difference, and the file is a third as large.
func thrifty(original []byte) ([]byte, error) {
	from, err := png.Decode(bytes.NewReader(original))
	if err != nil {
		return nil, err
	}
	to := image.NewPaletted(from.Bounds(), commonest(from))
	near := map[color.Color]uint8{}
	each(from, func(x, y int, c color.Color) {
		i, known := near[c]
		if !known {
			i = uint8(to.Palette.Index(c))
			near[c] = i
		}
		to.SetColorIndex(x, y, i)
	})
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, to)
	return out.Bytes(), err
}

// commonest are up to 256 colours of a picture, in an order that is the same
// each time.
func commonest(m image.Image) color.Palette {
	uses := map[color.Color]int{}
	each(m, func(_, _ int, c color.Color) { uses[c]++ })
	all := slices.SortedFunc(maps.Keys(uses), func(a, b color.Color) int {
		return cmp.Or(cmp.Compare(uses[b], uses[a]), cmp.Compare(packed(a), packed(b)))
	})
	return all[:min(len(all), 256)]
}

func packed(c color.Color) uint64 {
	r, g, b, a := c.RGBA()
	return uint64(r)<<48 | uint64(g)<<32 | uint64(b)<<16 | uint64(a)
}

func each(m image.Image, f func(x, y int, c color.Color)) {
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			f(x, y, m.At(x, y))
		}
	}
}
