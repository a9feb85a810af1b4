package coach

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decodeText makes UTF-8 of a file that does not say what it is: by its byte
// order mark, else UTF-16 by its zero bytes, else UTF-8 if it is valid, else
// Windows-1252, which Excel still writes and in which every byte means something.
func decodeText(raw []byte) (text, name string, err error) {
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) || bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0")) {
		return "", "", Errorf(Invalid, "That is a workbook or an archive, not a CSV file. Save it as \"CSV UTF-8\" and try again.")
	}
	switch rest, utf8BOM := bytes.CutPrefix(raw, []byte("\xEF\xBB\xBF")); {
	case utf8BOM:
		text, name = strings.ToValidUTF8(string(rest), "\uFFFD"), "UTF-8"
	case utf16Order(raw) != nil:
		text, name = decodeWith(utf16Order(raw).NewDecoder(), raw), "UTF-16"
	case utf8.Valid(raw):
		text, name = string(raw), "UTF-8"
	default:
		text, name = decodeWith(charmap.Windows1252.NewDecoder(), raw), "Windows-1252"
	}
	if strings.ContainsRune(text, 0) {
		return "", "", Errorf(Invalid, "That isn't a text file. Export the deals as CSV and try again.")
	}
	if !strings.Contains(text, "\n") { // written on an old Mac
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	return text, name, nil
}

// decodeWith never fails: what cannot be decoded becomes U+FFFD.
func decodeWith(d *encoding.Decoder, raw []byte) string {
	text, err := d.Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	return string(text)
}

// utf16Order is the decoder for UTF-16 with a byte order mark, or without one
// where at least every fourth byte is the zero half of a Latin letter, always on
// the same side. It is nil for anything else.
func utf16Order(raw []byte) encoding.Encoding {
	if bytes.HasPrefix(raw, []byte{0xFE, 0xFF}) || bytes.HasPrefix(raw, []byte{0xFF, 0xFE}) {
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	}
	head := raw[:min(len(raw), 4096)]
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	enough := len(head) / 4
	switch {
	case enough == 0 || len(raw)%2 != 0:
		return nil
	case zeros[1] >= enough && zeros[0] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros[0] >= enough && zeros[1] == 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}
