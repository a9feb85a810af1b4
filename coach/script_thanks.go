package coach

// What is said to somebody who spoke for us (RC-13): who they are, to whom they
// spoke, and what came of it. Outside the words of a task the slots are empty.

// owed is what a task is about: the touch that made it, and the fact of the person.
type owed struct {
	task  Task
	touch Touch
	fact  Fact
}

// Helper is the first name of whoever spoke for us.
func (w words) Helper() slot {
	if w.sig.owed == nil {
		return nil
	}
	return slotOf(address(w.sig.owed.fact.Person))
}

// HelloHelper opens a call to them: "Hi Tom, it's Sam".
func (w words) HelloHelper() string {
	hello := greeted(w.Helper())
	if s := w.Me(); len(s) > 0 {
		hello += ", it's " + s.String()
	}
	return hello
}

// DearHelper opens an email to them: "Hi Tom,".
func (w words) DearHelper() string { return written(w.Helper()) }

// Favour is what they did: let us use their name, or helped. Whether an advocate
// has spoken yet we do not know, so nothing more is claimed.
func (w words) Favour() string {
	if w.sig.owed != nil && w.sig.owed.fact.Kind == Referrer {
		return "letting me use your name with " + w.Prospect()
	}
	return "your help with " + w.Prospect()
}

// longestFirm is the most words of a firm's name in a spoken sentence.
const longestFirm = 4

// Prospect is the contact as one speaks of them to somebody else: "Dana at Acme".
func (w words) Prospect() string {
	first, firm := w.First(), w.Account()
	if len(firm) > 0 && wordCount(w.s.Deal.Account) > longestFirm {
		firm = nil
	}
	switch {
	case len(first) > 0 && len(firm) > 0:
		return first.String() + " at " + firm.String()
	case len(first) > 0:
		return first.String()
	case len(firm) > 0:
		return "the people at " + firm.String()
	}
	return "them"
}

// News is what came of it since: the truth, in a sentence or two.
func (w words) News() string {
	switch w.s.Deal.Stage {
	case Won:
		return "The answer was yes, and I wanted you to be among the first to know."
	case Lost:
		return "The answer was no in the end. That's all right, and I wanted you to hear it from me."
	case Dead:
		return "It went quiet in the end, so I've closed the file. I wanted you to hear it from me."
	}
	for i := range w.sig.newest {
		t := &w.sig.newest[i]
		if w.sig.owed == nil || t.At.Before(w.sig.owed.touch.At) {
			break
		}
		if t.Answered() {
			return w.heard(t)
		}
	}
	return "There's nothing to tell yet. As soon as there is, you'll hear it from me."
}

// heard is how the prospect was heard.
func (w words) heard(t *Touch) string {
	they, we := "They", "We"
	if s := w.First(); len(s) > 0 {
		they, we = s.String(), s.String()+" and I"
	}
	switch {
	case t.Outcome == MeetingBooked:
		return we + " have set a day to talk, and I wanted you to know."
	case t.Outcome == SaidNo:
		return they + " said no this time. I'd rather know than guess, and I wanted you to hear it from me."
	case t.Outcome == OptedOut:
		return they + " asked us to leave it, so I have. I wanted you to hear it from me."
	case t.Channel.Live():
		return we + " have talked since, and I wanted you to know."
	}
	return "I've had an answer since, and I wanted you to know."
}

// DraftTask is the words that settle a task of a deal, in the form of a channel;
// an empty one stands for the first form of the play. It is NotFound where no play
// settles such a task.
func (b *Book) DraftTask(s Situation, k Task, t Touch, f Fact, ch Channel) (*Draft, error) {
	for _, p := range b.plays {
		if p.Task != k.Kind {
			continue
		}
		if ch == "" {
			ch = p.forms[0].channel
		}
		sig := b.signals(&s)
		sig.owed = &owed{task: k, touch: t, fact: f}
		d, _, err := p.write(sig, ch)
		return d, err
	}
	return nil, Errorf(NotFound, "There are no words for that in the book.")
}
