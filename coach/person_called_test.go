package coach

import (
	"slices"
	"testing"
)

func TestANameLeadsToEverybodyWhomItFits(t *testing.T) {
	reps := []Rep{
		{ID: "1", Name: "tomasz", RealName: "Tomasz Wieczorek"}, {ID: "2", Name: "weijie", RealName: "Kwan Wei Jie"},
		{ID: "3", Name: "aberg", RealName: "Anna Berg"}, {ID: "4", Name: "anna.l", RealName: "Anna Lund"},
		{ID: "5", Name: "valde", RealName: "Andrés Valdivieso"}, {ID: "6", Name: "jo", RealName: "Jo Li"}, {ID: "7", Name: "jol", RealName: "Jo Lind"},
		{ID: "8", Name: "dale", RealName: "Dale Overmyer", Deleted: true}, {ID: "9", Name: "tomasz.n", RealName: "Tomasz Nowak", Deleted: true},
		{ID: "10", Name: "sam1", RealName: "Sam Reyes"}, {ID: "11", Name: "sam2", RealName: "Sam Reyes"}, {ID: "12", Name: "noreal"},
	}
	for name, want := range map[string][]string{
		"tomasz": {"1"}, "TOMASZ": {"1"}, "Wieczorek": {"1"}, "wieczorek tomasz": {"1"}, "tom": {"1"},
		"tomasz nowak": {"9"}, // who has left, and nobody who is here fits
		"weijie":       {"2"}, "wei jie": {"2"}, "kwan": {"2"},
		"anna": {"3", "4"}, "anna berg": {"3"}, "aberg": {"3"}, "anna l": {"4"}, "anna lu": {"4"},
		"andres": {"5"}, "jo": {"6", "7"}, "jo li": {"6"}, "jo lind": {"7"},
		"dale": {"8"}, "sam reyes": {"10", "11"}, "noreal": {"12"},
		"": nil, "…": nil, "t": nil, "omasz": nil, "tomasz berg": nil, "status quo": nil,
	} {
		var got []string
		for _, p := range repsCalled(reps, name) {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q leads to %v, want %v", name, got, want)
		}
	}
	if said := peopleSaid(reps[:2]); said != "Kwan Wei Jie and Tomasz Wieczorek" {
		t.Error(said)
	}
	if said := peopleSaid(reps[:7]); said != "Andrés Valdivieso, Anna Berg, Anna Lund, Jo Li and 3 more" {
		t.Error(said)
	}
}
