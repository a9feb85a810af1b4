package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheGalleryHasEveryGoldenInAMatterOfItsOwn(t *testing.T) {
	samples, err := gallery()
	if err != nil {
		t.Fatal(err)
	}
	shown, matter := map[string]bool{}, map[string]bool{}
	for _, s := range samples {
		shown[s.Name], matter[s.Group] = true, true
		if s.Group == "Everything else" {
			t.Errorf("%s is about nothing: add a word for it to the matters", s.Name)
		}
	}
	for _, m := range matters {
		if !matter[m.name] {
			t.Errorf("nothing is about %s", m.name)
		}
	}
	files, err := filepath.Glob(filepath.Join(root, "bot", "blocks", "testdata", "*.json"))
	if err != nil || len(files) < 200 {
		t.Fatalf("%d goldens, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		if !shown[name] {
			t.Errorf("%s is not in the gallery", name)
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range samples {
			if s.Name == name && string(s.Payload) != string(want) {
				t.Errorf("%s is not what the golden is", name)
			}
		}
	}
	if len(shown) != len(samples) {
		t.Errorf("%d samples, %d names", len(samples), len(shown))
	}
}
