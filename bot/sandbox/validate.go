package sandbox

import (
	"encoding/json"
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Sentences that Slack shows under a field before it sends anything.
const (
	saysRequired = "Please complete this required field."
	saysNumber   = "Please enter a valid number."
	saysWhole    = "Please enter a whole number."
	saysEmail    = "Please enter a valid email address."
	saysURL      = "Please enter a valid URL."
)

var wholeText = regexp.MustCompile(`^-?\d+$`)

// validate checks a modal's fields as the client does before it submits.
func validate(blocks []Block, in inputs) map[string]string {
	out := map[string]string{}
	for i := range blocks {
		b := &blocks[i]
		if b.Type != "input" || b.Element == nil {
			continue
		}
		if msg := b.Element.complaint(b.Element.current(b, in), b.Optional); msg != "" {
			out[b.BlockID] = msg
		}
	}
	return out
}

func (e *Element) complaint(v Value, optional bool) string {
	s := strings.Join(v, "")
	if strings.TrimSpace(s) == "" {
		if optional {
			return ""
		}
		return saysRequired
	}
	n := utf8.RuneCountInString(s)
	switch e.Type {
	case "plain_text_input":
		if hi := e.maxLength(); n > hi {
			return fmt.Sprintf("This must be at most %d characters.", hi)
		}
		if n < e.MinLength {
			return fmt.Sprintf("This must be at least %d characters.", e.MinLength)
		}
	case "number_input":
		return e.numberComplaint(s)
	case "email_text_input":
		if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
			return saysEmail
		}
	case "url_text_input":
		if u, err := url.Parse(s); err != nil || u.Scheme == "" || u.Host == "" {
			return saysURL
		}
	}
	return ""
}

func (e *Element) maxLength() int {
	if e.MaxLength > 0 {
		return e.MaxLength
	}
	return 3000
}

func (e *Element) numberComplaint(s string) string {
	if !decimalText.MatchString(s) {
		return saysNumber
	}
	if !e.IsDecimalAllowed && !wholeText.MatchString(s) {
		return saysWhole
	}
	n, _ := json.Number(s).Float64()
	if lo, err := strconv.ParseFloat(e.MinValue, 64); err == nil && n < lo {
		return "This must be at least " + e.MinValue + "."
	}
	if hi, err := strconv.ParseFloat(e.MaxValue, 64); err == nil && n > hi {
		return "This must be at most " + e.MaxValue + "."
	}
	return ""
}
