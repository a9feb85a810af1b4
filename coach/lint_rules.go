package coach

import "slices"

// Rule is the short name of a rule of the lint. It is stable: tests, the golden
// of the labelled drafts and people's habits hang on it.
type Rule string

// The rules, in the order of playbook §4, then those of the MUST NOT columns.
const (
	RuleCheckIn       Rule = "check-in"
	RulePressure      Rule = "pressure"
	RuleGuilt         Rule = "guilt"
	RuleRebuttal      Rule = "rebuttal"
	RuleSorryIf       Rule = "sorry-if"
	RuleSellsApology  Rule = "sells-in-apology"
	RuleNumberOnly    Rule = "number-only"
	RuleNoSource      Rule = "no-source"
	RuleFolklore      Rule = "folklore"
	RuleSelfLed       Rule = "self-led"
	RuleTooLong       Rule = "too-long"
	RuleManyAsks      Rule = "many-asks"
	RuleManyQuestions Rule = "many-questions"
	RuleManyReasons   Rule = "many-reasons"
	RulePlaceholder   Rule = "placeholder"
	RuleNearDuplicate Rule = "near-duplicate"
	RuleScriptCopy    Rule = "script-copy"
	RuleNoReason      Rule = "no-reason"
	RuleOwnReasons    Rule = "own-reasons"
	RuleNoAsk         Rule = "no-ask"
	RuleVagueAsk      Rule = "vague-ask"
	RuleLongMeeting   Rule = "long-meeting"
	RuleClosesSale    Rule = "closing"
	RuleInterest      Rule = "interest"
	RuleHype          Rule = "hype"
	RuleExclamation   Rule = "exclamation"
	RuleStiff         Rule = "stiff"
	RuleAboutUs       Rule = "about-us"
	RuleSlight        Rule = "slight"
	RuleDiscount      Rule = "discount"
	RuleGuarantee     Rule = "guarantee"
	RuleGossip        Rule = "gossip"
	RuleUnaskedName   Rule = "unasked-name"
	RuleAttachments   Rule = "attachments"
	RuleStringsTied   Rule = "strings"
)

// LintRules lists all rules, with the techniques of the playbook that each one
// comes from; a rule without any is a ground rule (§1) or ours (§4).
var LintRules = []struct {
	Rule Rule
	IDs  []string
}{
	{RuleCheckIn, []string{"DL-02", "DL-22"}},
	{RulePressure, []string{"DL-39"}},
	{RuleGuilt, []string{"DL-39", "AP-06"}},
	{RuleRebuttal, []string{"SE-03"}},
	{RuleSorryIf, []string{"AP-06"}},
	{RuleSellsApology, []string{"AP-07", "AP-14"}},
	{RuleNumberOnly, []string{"RC-01"}},
	{RuleNoSource, []string{"SE-05", "DL-30"}},
	{RuleFolklore, []string{"FU-01"}},
	{RuleSelfLed, []string{"RC-09"}},
	{RuleTooLong, []string{"RC-06", "DL-20"}},
	{RuleManyAsks, []string{"RC-08"}},
	{RuleManyQuestions, []string{"SE-04", "AP-13"}},
	{RuleManyReasons, []string{"RC-07", "DL-19"}},
	{RulePlaceholder, nil},
	{RuleNearDuplicate, []string{"DL-04", "RC-04"}},
	{RuleScriptCopy, []string{"AP-15"}},
	{RuleNoReason, []string{"DL-32", "RC-07"}},
	{RuleOwnReasons, []string{"DL-35", "RC-09"}},
	{RuleNoAsk, []string{"RC-08"}},
	{RuleVagueAsk, []string{"SE-10", "RC-08"}},
	{RuleLongMeeting, []string{"SE-10"}},
	{RuleClosesSale, []string{"SE-10", "FU-04", "DL-09"}},
	{RuleInterest, []string{"SE-04", "AP-08"}},
	{RuleHype, []string{"AP-10", "FU-05", "DL-30"}},
	{RuleExclamation, []string{"AP-10"}},
	{RuleStiff, []string{"AP-10"}},
	{RuleAboutUs, []string{"AP-15", "RC-03"}},
	{RuleSlight, []string{"DL-08", "DL-21", "FU-07"}},
	{RuleDiscount, []string{"DL-06", "DL-29"}},
	{RuleGuarantee, []string{"SE-09"}},
	{RuleGossip, []string{"SE-06", "SE-07"}},
	{RuleUnaskedName, []string{"RC-10", "DL-25"}},
	{RuleAttachments, []string{"AP-09", "DL-20", "DL-23"}},
	{RuleStringsTied, []string{"DL-26"}},
}

func (r Rule) ids() []string {
	for _, l := range LintRules {
		if l.Rule == r {
			return l.IDs
		}
	}
	return nil
}

// manners is what sort of message a draft is meant to be, as a set: the play's
// family decides which rules hold.
type manners uint8

const (
	selling      manners = 1 << iota // all that is none of the others
	secondEffort                     // empathise, ask, benefit, commitment
	apologising
	ending    // asks where we stand, or for the no
	learning  // wants to learn and nothing else: after a win, or after a no
	colleague // the words go to an advocate, not to the prospect
)

// families are the manners of the built-in plays that are not told by what
// they put to work.
var families = map[string]manners{
	"second-effort": secondEffort, "apology": apologising, "advocate": colleague, "thank-advocate": colleague,
	"permission-to-close": ending, "where-do-we-stand": ending,
	"thanks-and-why": learning, "real-reason": learning,
}

// telling are the techniques that decide the manner of a play whose family is
// not known; the first that it names does.
var telling = []struct {
	id string
	m  manners
}{{"AP-06", apologising}, {"SE-04", secondEffort}, {"DL-40", ending}, {"DL-37", ending}, {"RC-12", colleague}, {"DL-33", learning}}

func mannerOf(p *Play) manners {
	if p == nil {
		return selling
	}
	if m, ok := families[p.Family]; ok {
		return m
	}
	for _, t := range telling {
		if slices.Contains(p.IDs, t.id) {
			return t.m
		}
	}
	return selling
}

// reasons says that a message of this manner has to give them a reason to
// answer. The others have theirs in their question.
func (m manners) reasons() bool { return m == selling }
