package main

import (
	"fmt"
	"runtime/debug"
)

// release is the version of a released binary. The linker sets it
// (-ldflags "-X main.release=v1.2.3"), and nothing else does.
var release string

type versionCmd struct{}

func (versionCmd) Run(a *app) error {
	_, err := fmt.Fprintln(a.stdout, "salescoach", version())
	return err
}

// version is what was stamped into the binary, or what the build knows of itself.
func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
