package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestTheBillListsWhatIsInTheProgramWithItsLicence(t *testing.T) {
	all, err := modules("../../..", "./cmd/salescoach")
	if err != nil {
		t.Fatal(err)
	}
	var bill, licences bytes.Buffer
	if err := writeBill(&bill, all); err != nil {
		t.Fatal(err)
	}
	writeLicences(&licences, all)
	var read struct {
		BOMFormat  string
		Components []struct{ Name, Version, Purl string }
	}
	if err := json.Unmarshal(bill.Bytes(), &read); err != nil || read.BOMFormat != "CycloneDX" {
		t.Fatalf("%v %+v", err, read)
	}
	named := map[string]bool{}
	for _, c := range read.Components {
		named[c.Name] = c.Version != "" && strings.HasPrefix(c.Purl, "pkg:golang/")
	}
	for _, want := range []string{"std", "github.com/slack-go/slack", "modernc.org/sqlite"} {
		if !named[want] {
			t.Errorf("%s is not in the bill", want)
		}
	}
	if named["github.com/google/go-cmp"] || named["salescoach"] {
		t.Error("what only tests use, or the program itself, is in the bill")
	}
	if !strings.Contains(licences.String(), "BSD-2-Clause   github.com/slack-go/slack") {
		t.Errorf("%.1500s", licences.String())
	}
}

func TestAnUnknownLicenceIsNotTaken(t *testing.T) {
	for text, want := range map[string]string{
		"GNU GENERAL PUBLIC LICENSE Version 3": "",
		"":                                     "",
		"Permission is hereby granted, free of charge,": "MIT",
	} {
		if got := spdx(text); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
}
