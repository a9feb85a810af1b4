// Command bill writes down what a binary is made of: a bill of materials (CycloneDX)
// and the licences of everything in it, with their texts, which must come along when
// the binary is handed on.
//
//	cd deploy/check && go run ./bill -module ../.. -main ./cmd/salescoach -out ../../dist
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// module is what go list knows of one.
type module struct {
	Path, Version, Dir string
	Main               bool
	Replace            *module
	licence            string // SPDX id
	text               []byte
}

func main() {
	root := flag.String("module", ".", "folder of the module")
	program := flag.String("main", "./cmd/salescoach", "package of the program")
	out := flag.String("out", "dist", "folder to write to")
	flag.Parse()
	if err := write(*root, *program, *out); err != nil {
		fmt.Fprintln(os.Stderr, "bill:", err)
		os.Exit(1)
	}
}

func write(root, program, out string) error {
	all, err := modules(root, program)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	var bill, licences bytes.Buffer
	if err := writeBill(&bill, all); err != nil {
		return err
	}
	writeLicences(&licences, all)
	return errors.Join(
		os.WriteFile(filepath.Join(out, "sbom.json"), bill.Bytes(), 0o644),
		os.WriteFile(filepath.Join(out, "licences.txt"), licences.Bytes(), 0o644),
	)
}

// modules are those with a package in the program, the standard library first.
func modules(root, program string) ([]module, error) {
	cmd := exec.Command("go", "list", "-deps", "-json=Module", program)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	raw, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	seen := map[string]module{}
	for d := json.NewDecoder(bytes.NewReader(raw)); ; {
		var p struct{ Module *module }
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if m := p.Module; m != nil && !m.Main {
			if m.Replace != nil {
				m = m.Replace
			}
			seen[m.Path] = *m
		}
	}
	std, err := standard(root)
	if err != nil {
		return nil, err
	}
	list := []module{std}
	for _, m := range seen {
		list = append(list, m)
	}
	sort.Slice(list[1:], func(i, j int) bool { return list[1+i].Path < list[1+j].Path })
	for i := range list {
		if err := list[i].read(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// standard is Go itself, which is in the binary like any module.
func standard(root string) (module, error) {
	cmd := exec.Command("go", "env", "GOVERSION", "GOROOT")
	cmd.Dir = root
	raw, err := cmd.Output()
	lines := strings.Fields(string(raw))
	if err != nil || len(lines) != 2 {
		return module{}, fmt.Errorf("go env: %w", err)
	}
	return module{Path: "std", Version: strings.TrimPrefix(lines[0], "go"), Dir: lines[1]}, nil
}

// read finds the licence of a module. One without is an error: nobody may use it.
func (m *module) read() error {
	for _, name := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING", "license", "License"} {
		text, err := os.ReadFile(filepath.Join(m.Dir, name))
		if err != nil {
			continue
		}
		m.text = text
		if m.licence = spdx(string(text)); m.licence == "" {
			return fmt.Errorf("%s: nobody here knows the licence in %s", m.Path, name)
		}
		return nil
	}
	if m.Path == "std" { // Debian keeps it elsewhere
		m.licence = "BSD-3-Clause"
		return nil
	}
	return fmt.Errorf("%s has no licence in %s", m.Path, m.Dir)
}

// spdx names the licences that we take by their own words.
func spdx(text string) string {
	says := func(words string) bool { return strings.Contains(strings.Join(strings.Fields(text), " "), words) }
	switch {
	case says("Apache License") && says("Version 2.0"):
		return "Apache-2.0"
	case says("Redistributions in binary form") && (says("Neither the name") || says("names of its contributors may not") || says("names of the authors may not")):
		return "BSD-3-Clause"
	case says("Redistributions in binary form"):
		return "BSD-2-Clause"
	case says("Permission is hereby granted, free of charge"):
		return "MIT"
	case says("Permission to use, copy, modify, and/or distribute"), says("Permission to use, copy, modify, and distribute"):
		return "ISC"
	}
	return ""
}

func writeBill(w io.Writer, all []module) error {
	parts := make([]cdx.Component, len(all))
	for i, m := range all {
		address := "pkg:golang/" + m.Path + "@" + m.Version
		parts[i] = cdx.Component{
			BOMRef: address, Type: cdx.ComponentTypeLibrary, Name: m.Path, Version: m.Version, PackageURL: address,
			Licenses: &cdx.Licenses{{License: &cdx.License{ID: m.licence}}},
		}
	}
	bill := cdx.NewBOM()
	bill.Metadata = &cdx.Metadata{Component: &cdx.Component{Type: cdx.ComponentTypeApplication, Name: "salescoach"}}
	bill.Components = &parts
	return cdx.NewBOMEncoder(w, cdx.BOMFileFormatJSON).SetPretty(true).Encode(bill)
}

// writeLicences lists them, then gives each text.
func writeLicences(w io.Writer, all []module) {
	for _, m := range all {
		fmt.Fprintf(w, "%-14s %s %s\n", m.licence, m.Path, m.Version)
	}
	for _, m := range all {
		fmt.Fprintf(w, "\n%s\n%s %s\n\n%s", strings.Repeat("-", 80), m.Path, m.Version, m.text)
	}
}
