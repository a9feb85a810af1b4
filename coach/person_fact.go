package coach

import (
	"strings"
	"unicode/utf8"
)

// AsksWho says that a fact of this kind may be about a person, whose name goes
// into [Fact.Person]: who suggested the call, who speaks for us, whom they would
// be glad to know (DL-27).
func (k FactKind) AsksWho() bool { return k.namesPerson() || k == ValueItem }

// AsksConsent says that a fact of this kind is told to others only with the leave
// of those it is about: their name (RC-10) or their story (DL-25).
func (k FactKind) AsksConsent() bool { return k.AsksWho() || k == Story }

func (f FactDraft) validatePerson() error {
	switch name := strings.TrimSpace(f.Person); {
	case utf8.RuneCountInString(name) > MaxName:
		return &Error{Kind: Invalid, Field: "person", Sentence: "That is longer than a name. Write the person's name alone."}
	case f.Kind.namesPerson() && f.Consent && name == "":
		return &Error{Kind: Invalid, Field: "person", Sentence: "Whose name may we use? Write it here."}
	}
	return nil
}

// addPerson puts the person and their leave into a fact whose kind asks for them.
func (f FactDraft) addPerson(fact *Fact) {
	if f.Kind.AsksWho() {
		fact.Person = strings.Join(strings.Fields(f.Person), " ")
	}
	fact.Consent = f.Consent && f.Kind.AsksConsent()
}

// samePerson is a name as it is spelt already, if somebody of that name is known:
// one person is counted once, however they are typed.
func samePerson(r Reader, name string) (string, error) {
	key := StrictKey(name)
	if key == "" {
		return name, nil
	}
	people, err := r.People()
	if err != nil {
		return "", err
	}
	for _, f := range people {
		if StrictKey(f.Person) == key {
			return f.Person, nil
		}
	}
	return name, nil
}
