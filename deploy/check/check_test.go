package main

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func TestTheClusterTakesTheFiles(t *testing.T) {
	faults, err := check(os.DirFS("../k8s"))
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults {
		t.Error(fault)
	}
}

// The check would pass for ever if it saw nothing.
func TestABrokenFileIsFound(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"deployment.yaml", "replicas: 1", "replica: 1", "unknown field"},
		{"deployment.yaml", "replicas: 1", "replicas: one", "cannot unmarshal"},
		{"deployment.yaml", "replicas: 1", "replicas: 2", "written by one pod"},
		{"deployment.yaml", "type: Recreate", "type: RollingUpdate", "two pods on one database"},
		{"deployment.yaml", "apps/v1", "apps/v1beta1", "nobody expects"},
		{"deployment.yaml", "runAsNonRoot: true", "runAsNonRoot: false", "somebody else"},
		{"deployment.yaml", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "more than it needs"},
		{"deployment.yaml", "drop: [ALL]", "drop: [NET_RAW]", "more than it needs"},
		{"deployment.yaml", "claimName: salescoach", "claimName: other", "another than the claim"},
		{"deployment.yaml", "mountPath: /data", "mountPath: /var", "not in the volume"},
		{"deployment.yaml", "containerPort: 8080", "containerPort: 8081", "does not listen"},
		{"deployment.yaml", "secretRef", "configMapRef", "settings come from elsewhere"},
		{"deployment.yaml", "image: salescoach", "image: salescouch", "kustomization.yaml names"},
		{"kustomization.yaml", "newTag: v1.0.0", "newTag: latest", "no version"},
		{"kustomization.yaml", "  - network.yaml\n", "", "lacks 1"},
		{"disruption.yaml", "maxUnavailable: 1", "minAvailable: 1", "no drain"},
		{"disruption.yaml", "name: salescoach\nspec", "name: Sales Coach\nspec", "is no name"},
		{"network.yaml", "[Ingress, Egress]", "[Ingress]", "one direction is open"},
		{"network.yaml", "port: 8080", "port: 80", "the open port"},
		{"network.yaml", "app.kubernetes.io/name: salescoach", "app: salescoach", "does not find the pod"},
		{"volume.yaml", "ReadWriteOncePod", "ReadWriteMany", "two pods"},
		{"configmap.yaml", "\ndata:", "\ndata:\n  SLACK_BOT_TOKEN: xoxb-1", "no setting"},
		{"serviceaccount.yaml", "automountServiceAccountToken: false", "automountServiceAccountToken: true", "speak to the cluster"},
	} {
		folder := fstest.MapFS{}
		names, err := fs.Glob(os.DirFS("../k8s"), "*.yaml")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile("../k8s/" + name)
			if err != nil {
				t.Fatal(err)
			}
			if name == c.file {
				broken := strings.Replace(string(text), c.old, c.new, 1)
				if broken == string(text) {
					t.Errorf("%q is not in %s", c.old, c.file)
				}
				text = []byte(broken)
			}
			folder[name] = &fstest.MapFile{Data: text}
		}
		faults, err := check(folder)
		if err != nil {
			faults = append(faults, err.Error())
		}
		if got := strings.Join(faults, "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%s with %q: found %q, want %q", c.file, c.new, got, c.want)
		}
	}
}
