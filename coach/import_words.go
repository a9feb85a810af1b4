package coach

import "strings"

// importFlags are the names of the options as they are typed, on the command line or
// beside a file in Slack, each with an example of its value.
var importFlags = map[string]string{
	"map": "account='Deal Name'", "stage": "'Contract Sent=open'", "sent-on": "'Date sent'", "sent-stage": "'Contract Sent'",
	"owner": "'Ana Cruz=ana@example.com'", "source": "hubspot", "currency": "EUR", "date-order": "dmy",
}

// Set takes one option as it is typed: its name without dashes, and its value.
func (o *ImportOptions) Set(name, value string) error {
	name, value = strings.ToLower(name), strings.TrimSpace(value)
	if value == "" && importFlags[name] != "" {
		return importOption(name, "--%s needs something behind it, like --%s %s.", name, name, importFlags[name])
	}
	switch name {
	case "map":
		return o.pair(&o.Columns, name, value, strings.Index(value, "=")) // a header may hold a = of its own
	case "stage":
		return o.pair(&o.Stages, name, value, strings.LastIndex(value, "=")) // and so may a stage
	case "owner":
		return o.pair(&o.Owners, name, value, strings.LastIndex(value, "="))
	case "sent-on":
		put(&o.Columns, fieldSentOn, value)
	case "sent-stage":
		o.SentStages = append(o.SentStages, value)
	case "source":
		o.Source = value
	case "currency":
		o.Currency = strings.ToUpper(value)
	case "date-order":
		o.DateOrder = DateOrder(strings.ToLower(value))
	default:
		return importOption(name, "There is no option --%s. The options are --map, --stage, --sent-on, --sent-stage, --owner, --source, --currency and --date-order.", clip(name))
	}
	return nil
}

func (o *ImportOptions) pair(to *map[string]string, name, value string, at int) error {
	if at < 0 {
		return importOption(name, "--%s %s: write it like --%s %s.", name, clip(value), name, importFlags[name])
	}
	put(to, strings.TrimSpace(value[:at]), strings.TrimSpace(value[at+1:]))
	return nil
}

func put(m *map[string]string, key, value string) {
	if *m == nil {
		*m = map[string]string{}
	}
	(*m)[key] = value
}

// ParseImportOptions reads options that were typed beside a file, as [ImportOptions.Args]
// writes them. What phones make of quotes and dashes is taken for what was meant; text
// that does not begin with a dash is no options.
func ParseImportOptions(text string) (ImportOptions, error) {
	var o ImportOptions
	words := optionWords(text)
	if len(words) == 0 || !strings.HasPrefix(words[0], "-") {
		return o, nil
	}
	for i := 0; i < len(words); i++ {
		flag, ok := strings.CutPrefix(words[i], "--")
		if !ok {
			return o, Errorf(Invalid, "I don't know what to do with “%s”. Put quotation marks around words that belong together.", clip(words[i]))
		}
		name, value, given := strings.Cut(flag, "=")
		if !given && i+1 < len(words) {
			i++
			value = words[i]
		}
		if err := o.Set(name, value); err != nil {
			return o, err
		}
	}
	return o, o.check()
}

// plainSigns are what phones and word processors make of quotes and dashes.
var plainSigns = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "`", " ", " —", " --", " –", " --", "\n", " ")

// optionWords parts words as a shell does, with single and double quotes.
func optionWords(text string) (words []string) {
	var word strings.Builder
	inside, quote := false, rune(0)
	for _, r := range plainSigns.Replace(" " + text + " ") {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, inside = r, true
		case r != ' ' && r != '\t':
			word.WriteRune(r)
			inside = true
		case inside:
			words, inside = append(words, word.String()), false
			word.Reset()
		}
	}
	if inside {
		words = append(words, strings.TrimSpace(word.String()))
	}
	return words
}
