package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"

	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/validation"
	"sigs.k8s.io/yaml"
)

// files are what is in the folder, by kind.
type files struct {
	account    core.ServiceAccount
	settings   core.ConfigMap
	volume     core.PersistentVolumeClaim
	deployment apps.Deployment
	disruption policy.PodDisruptionBudget
	network    networking.NetworkPolicy
}

// kustomization is the part of one that is used here.
type kustomization struct {
	meta.TypeMeta `json:",inline"`
	Namespace     string   `json:"namespace"`
	Resources     []string `json:"resources"`
	Images        []struct {
		Name    string `json:"name"`
		NewName string `json:"newName"`
		NewTag  string `json:"newTag"`
	} `json:"images"`
}

// check gives a sentence for each fault. An error is a file that cannot be read.
func check(folder fs.FS) ([]string, error) {
	var k kustomization
	if err := read(folder, "kustomization.yaml", &k); err != nil {
		return nil, err
	}
	var f files
	into := map[string]any{
		"ServiceAccount v1": &f.account, "ConfigMap v1": &f.settings, "PersistentVolumeClaim v1": &f.volume,
		"Deployment apps/v1": &f.deployment, "PodDisruptionBudget policy/v1": &f.disruption,
		"NetworkPolicy networking.k8s.io/v1": &f.network,
	}
	for _, name := range k.Resources {
		kind, err := kindOf(folder, name)
		if err != nil {
			return nil, err
		}
		if into[kind] == nil {
			return nil, fmt.Errorf("%s: nobody expects a %s, or a second one", name, kind)
		}
		if err := read(folder, name, into[kind]); err != nil {
			return nil, err
		}
		delete(into, kind)
	}
	if len(into) > 0 {
		return nil, fmt.Errorf("kustomization.yaml lacks %d files", len(into))
	}
	return faultsOf(k, f), nil
}

// read decodes a file and refuses keys that its type does not have, and keys twice.
func read(folder fs.FS, name string, into any) error {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		return err
	}
	if bytes.Contains(text, []byte("\n---")) {
		return fmt.Errorf("%s: one file, one object", name)
	}
	if err := yaml.UnmarshalStrict(text, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func kindOf(folder fs.FS, name string) (string, error) {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		return "", err
	}
	var t meta.TypeMeta
	err = yaml.Unmarshal(text, &t)
	return t.Kind + " " + t.APIVersion, err
}

// list gathers sentences about what is not as it should be.
type list []string

func (l *list) unless(is bool, fault string) {
	if !is {
		*l = append(*l, fault)
	}
}

func faultsOf(k kustomization, f files) []string {
	var l list
	pod := f.deployment.Spec.Template
	for what, name := range map[string]string{
		"account": f.account.Name, "settings": f.settings.Name, "volume": f.volume.Name, "deployment": f.deployment.Name,
		"disruption": f.disruption.Name, "network": f.network.Name, "namespace": k.Namespace,
	} {
		l.unless(len(validation.IsDNS1123Label(name)) == 0, fmt.Sprintf("%s: %q is no name", what, name))
	}
	for what, selector := range map[string]*meta.LabelSelector{
		"deployment": f.deployment.Spec.Selector, "disruption": f.disruption.Spec.Selector, "network": &f.network.Spec.PodSelector,
	} {
		s, err := meta.LabelSelectorAsSelector(selector)
		l.unless(err == nil && !s.Empty() && s.Matches(labels.Set(pod.Labels)), what+": its selector does not find the pod")
	}
	l.unless(f.deployment.Spec.Replicas != nil && *f.deployment.Spec.Replicas == 1, "deployment: SQLite is written by one pod")
	l.unless(f.deployment.Spec.Strategy.Type == apps.RecreateDeploymentStrategyType, "deployment: an update would run two pods on one database")
	l.unless(f.disruption.Spec.MaxUnavailable != nil && f.disruption.Spec.MaxUnavailable.IntValue() == 1, "disruption: with one pod no drain would ever end")
	l.unless(slices.Equal(f.network.Spec.PolicyTypes, []networking.PolicyType{networking.PolicyTypeIngress, networking.PolicyTypeEgress}), "network: one direction is open")
	l.unless(len(k.Images) == 1 && k.Images[0].NewTag != "" && k.Images[0].NewTag != "latest", "kustomization: the image has no version")
	return append(l, podFaults(k, f, pod.Spec)...)
}

func podFaults(k kustomization, f files, spec core.PodSpec) []string {
	var l list
	l.unless(spec.ServiceAccountName == f.account.Name && off(spec.AutomountServiceAccountToken) && off(f.account.AutomountServiceAccountToken), "the pod can speak to the cluster")
	l.unless(on(spec.SecurityContext.RunAsNonRoot) && *spec.SecurityContext.RunAsUser == 65532 && *spec.SecurityContext.FSGroup == 65532, "the pod runs as somebody else than the image")
	l.unless(spec.SecurityContext.SeccompProfile.Type == core.SeccompProfileTypeRuntimeDefault, "the pod may make every system call")
	l.unless(len(spec.Containers) == 1, "the pod has more than the bot in it")
	c := spec.Containers[0]
	l.unless(c.Image == k.Images[0].Name, "the image of the pod is another than kustomization.yaml names")
	l.unless(on(c.SecurityContext.ReadOnlyRootFilesystem) && off(c.SecurityContext.AllowPrivilegeEscalation) && slices.Equal(c.SecurityContext.Capabilities.Drop, []core.Capability{"ALL"}), "the container may do more than it needs")
	l.unless(c.Resources.Limits.Memory().Value() > 0 && c.Resources.Requests.Memory().Value() > 0, "its memory has no limit")
	for name, p := range map[string]*core.Probe{"startup": c.StartupProbe, "liveness": c.LivenessProbe, "readiness": c.ReadinessProbe} {
		l.unless(p != nil && p.HTTPGet != nil && p.HTTPGet.Port.StrVal == c.Ports[0].Name, name+": the probe asks at no port of the pod's")
	}
	port := fmt.Sprint(":", c.Ports[0].ContainerPort)
	l.unless(f.settings.Data["COACH_LISTEN"] == port, "the bot does not listen at the port of its probes")
	l.unless(f.network.Spec.Ingress[0].Ports[0].Port.IntValue() == int(c.Ports[0].ContainerPort), "network: the open port is another than the pod's")
	l.unless(len(c.EnvFrom) == 2 && c.EnvFrom[0].ConfigMapRef.Name == f.settings.Name && c.EnvFrom[1].SecretRef != nil, "settings come from elsewhere")
	return append(l, dataFaults(f, spec)...)
}

// dataFaults are about where the database is.
func dataFaults(f files, spec core.PodSpec) []string {
	var l list
	c := spec.Containers[0]
	l.unless(len(spec.Volumes) == 1 && spec.Volumes[0].PersistentVolumeClaim != nil && spec.Volumes[0].PersistentVolumeClaim.ClaimName == f.volume.Name, "the volume is another than the claim")
	l.unless(len(c.VolumeMounts) == 1 && c.VolumeMounts[0].Name == spec.Volumes[0].Name, "the volume is not mounted")
	l.unless(f.settings.Data["DATABASE_URL"] == "sqlite:"+c.VolumeMounts[0].MountPath+"/salescoach.db", "the database is not in the volume")
	l.unless(slices.Equal(f.volume.Spec.AccessModes, []core.PersistentVolumeAccessMode{core.ReadWriteOncePod}), "two pods may have the volume")
	for key := range f.settings.Data {
		l.unless(!bytes.Contains([]byte(key), []byte("TOKEN")), "a token is no setting: "+key)
	}
	return l
}

func on(b *bool) bool  { return b != nil && *b }
func off(b *bool) bool { return b != nil && !*b }
