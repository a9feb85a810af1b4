package coach

import "strings"

// formulaStarts are the first characters that make a spreadsheet run a cell
// instead of showing it (OWASP, CSV injection).
const formulaStarts = "=+-@\t\r\n"

// guardCell makes a cell safe to open in a spreadsheet: one that begins like a
// formula gets an apostrophe in front. So does one that already begins with an
// apostrophe and a formula, or unguardCell could not tell the two apart.
func guardCell(s string) string {
	if isFormula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// unguardCell takes the apostrophe of guardCell off again, so that what was
// exported comes back as it was.
func unguardCell(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && isFormula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

func isFormula(s string) bool { return s != "" && strings.IndexByte(formulaStarts, s[0]) >= 0 }
