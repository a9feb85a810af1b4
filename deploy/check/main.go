// Command check reads the files for compose and Kubernetes as those who run them
// will, strictly and with their own types, and holds them together: what one names,
// another must have. It is for whoever changes one of them.
//
// It is a module of its own, so that the bot depends on neither.
//
//	cd deploy/check && go run . ..
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: check FOLDER, which holds k8s/ and compose.yaml")
		os.Exit(2)
	}
	faults, err := all(context.Background(), os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		os.Exit(1)
	}
	for _, fault := range faults {
		fmt.Fprintln(os.Stderr, fault)
	}
	if len(faults) > 0 {
		os.Exit(1)
	}
}

func all(ctx context.Context, folder string) ([]string, error) {
	cluster, err := check(os.DirFS(filepath.Join(folder, "k8s")))
	if err != nil {
		return nil, err
	}
	composed, err := checkCompose(ctx, filepath.Join(folder, "compose.yaml"))
	return append(cluster, composed...), err
}
