package coach

import "strings"

// skipStage is what a stage may be mapped to besides ours: its rows are left out.
const skipStage = "skip"

// crmStages are the stages that CRMs come with, by their squeezed names. What a
// team calls its own stages cannot be known; those are asked for, once.
var crmStages = stageTable(map[string]string{
	string(Open): `open new active inprogress pending discovery lead
		appointmentscheduled qualifiedtobuy presentationscheduled decisionmakerboughtin contractsent
		prospecting qualification needsanalysis valueproposition iddecisionmakers perceptionanalysis proposalpricequote negotiationreview
		qualified contactmade demoscheduled proposalmade negotiationsstarted
		proposal proposalsent quotesent quoted offersent negotiation sent`,
	string(Won):  `won closedwon`,
	string(Lost): `lost closedlost`,
	string(Dead): `dead abandoned nodecision closednodecision`,
	skipStage:    `deleted`,
})

// sentStages are the stages of crmStages in which a proposal is out.
var sentStages = stageTable(map[string]string{
	"sent": `contractsent proposalpricequote proposalmade proposal proposalsent quotesent quoted offersent sent`,
})

func stageTable(byMeaning map[string]string) map[string]string {
	t := map[string]string{}
	for meaning, names := range byMeaning {
		for _, n := range strings.Fields(names) {
			t[n] = meaning
		}
	}
	return t
}

// bareStage is a stage without the pipeline that CRMs put behind it:
// "Contract Sent (Sales Pipeline)".
func bareStage(s string) string {
	if bare, _, ok := strings.Cut(s, "("); ok && strings.TrimSpace(bare) != "" {
		return squeeze(bare)
	}
	return squeeze(s)
}

// knownStage is what a CRM's stage means to us: one of ours, skipStage, or ""
// when it is not known.
func knownStage(s string) string {
	if m, ok := crmStages[squeeze(s)]; ok {
		return m
	}
	return crmStages[bareStage(s)]
}

// isSentStage says that a proposal is out in one of the stages that CRMs come with.
func isSentStage(s string) bool {
	return sentStages[squeeze(s)] != "" || sentStages[bareStage(s)] != ""
}

// isTrue reads the yes and no of CRMs.
func isTrue(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "1", "yes", "y", "t":
		return true
	}
	return false
}
