package coach

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"
)

// The fields of a deal that an import may change, in the order in which their
// fingerprints are kept.
const (
	mergeAccount = iota
	mergeName
	mergeAmount
	mergeRep
	mergeStage
	mergeSent
	mergeFields
)

// lastImport is what a source's file said about a deal when it was last
// imported, as fingerprints: a third side to compare with. What the file says
// now and what is here differ for one of two reasons: the file has changed since
// then, which we follow, or somebody changed the deal here, which we leave alone.
type lastImport [mergeFields]uint32

// fingerprint of a field; of one that is empty it is 0.
func fingerprint(s string) uint32 {
	if s == "" {
		return 0
	}
	h := fnv.New32a()
	h.Write([]byte(s))
	return max(h.Sum32(), 1)
}

// importMemory is the lastImport of every deal of a source. It is kept in
// settings, in buckets by the deal's id, so that an import of a few rows reads and
// writes a few small ones.
type importMemory struct {
	r       Reader
	source  string
	buckets map[byte]map[string]string // deal id → fingerprints, base64
	dirty   map[byte]bool
	before  map[string]string // deal id → what it was in here before it was changed
}

func newImportMemory(r Reader, source string) *importMemory {
	return &importMemory{r: r, source: source, buckets: map[byte]map[string]string{}, dirty: map[byte]bool{}, before: map[string]string{}}
}

// importSeen begins the names of the settings that hold it.
const importSeen = "import.seen."

func (m *importMemory) setting(b byte) string {
	return fmt.Sprintf("%s%s.%02x", importSeen, m.source, b)
}

func (m *importMemory) bucket(dealID string) (byte, map[string]string, error) {
	h := fnv.New32a()
	h.Write([]byte(dealID))
	b := byte(h.Sum32() >> 8) // #nosec G115 -- one byte of a hash is meant
	if known, ok := m.buckets[b]; ok {
		return b, known, nil
	}
	stored, err := m.r.Setting(m.setting(b))
	if err != nil {
		return b, nil, err
	}
	bucket := map[string]string{}
	if stored != "" {
		if err := json.Unmarshal([]byte(stored), &bucket); err != nil {
			return b, nil, Wrap(Internal, err, "What earlier imports left behind can't be read.")
		}
	}
	m.buckets[b] = bucket
	return b, bucket, nil
}

// last is what the file said of a deal; false when it was never imported from
// this source.
func (m *importMemory) last(dealID string) (lastImport, bool, error) {
	var l lastImport
	_, bucket, err := m.bucket(dealID)
	if err != nil {
		return l, false, err
	}
	raw, err := base64.RawStdEncoding.DecodeString(bucket[dealID])
	if err != nil || len(raw) != mergeFields*4 {
		return l, false, nil
	}
	for i := range l {
		l[i] = binary.LittleEndian.Uint32(raw[i*4:])
	}
	return l, true, nil
}

// keep notes what the file says of a deal now.
func (m *importMemory) keep(dealID string, l lastImport) error {
	b, bucket, err := m.bucket(dealID)
	if err != nil {
		return err
	}
	var raw [mergeFields * 4]byte
	for i, v := range l {
		binary.LittleEndian.PutUint32(raw[i*4:], v)
	}
	if encoded := base64.RawStdEncoding.EncodeToString(raw[:]); bucket[dealID] != encoded {
		m.before[dealID] = bucket[dealID]
		bucket[dealID], m.dirty[b] = encoded, true
	}
	return nil
}

// putBack makes it what it was before.
func (m *importMemory) putBack(before map[string]string) error {
	for dealID, encoded := range before {
		b, bucket, err := m.bucket(dealID)
		if err != nil {
			return err
		}
		if m.dirty[b] = true; encoded == "" {
			delete(bucket, dealID)
		} else {
			bucket[dealID] = encoded
		}
	}
	return nil
}

// save stores the buckets that have changed.
func (m *importMemory) save(tx Tx) error {
	for b := range 256 {
		if !m.dirty[byte(b)] {
			continue
		}
		encoded, err := json.Marshal(m.buckets[byte(b)])
		if err != nil {
			return Wrap(Internal, err, "The import can't be remembered.")
		}
		if err := tx.SaveSetting(m.setting(byte(b)), string(encoded)); err != nil {
			return err
		}
	}
	return nil
}
