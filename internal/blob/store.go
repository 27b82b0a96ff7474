package blob

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"io/fs"
	"os"
	"strings"

	"kyodo/internal/fault"
)

// nameLength is the length of a file's name: 26 characters, 130 bits.
const nameLength = 26

// alphabet is base 32 in small letters, so that a name is the same on file systems that know no case.
var alphabet = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Store is a folder of files. All methods may be called at the same time, by several processes too.
type Store struct{ root *os.Root }

// Open opens the folder and makes it, for its owner alone, where it is absent.
func Open(dir string) (s *Store, err error) {
	defer fault.Wrap(&err, "blob.Open(%q)", dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Store{root}, nil
}

// Close lets go of the folder.
func (s *Store) Close() error { return s.root.Close() }

// Put keeps a file and returns its new random name. When it returns, the file is on the disk, whole:
// a reader, or a machine that loses its power, finds all of it or nothing.
func (s *Store) Put(data []byte) (name string, err error) {
	defer fault.Wrap(&err, "blob.Put")
	name = newName()
	part := "." + name
	f, err := s.root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", errors.Join(err, s.root.Remove(part))
	}
	if err := s.root.Rename(part, name); err != nil {
		return "", errors.Join(err, s.root.Remove(part))
	}
	return name, s.sync()
}

// Open opens a file to be read; the caller closes it. Errors: fault.NotFound, for what is no name too.
func (s *Store) Open(name string) (f *os.File, err error) {
	defer fault.Wrap(&err, "blob.Open(%q)", name)
	if !valid(name) {
		return nil, fault.NotFound
	}
	f, err = s.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.NotFound
	}
	return f, err
}

// Remove deletes a file for good. It is no error when it is not there.
func (s *Store) Remove(name string) (err error) {
	defer fault.Wrap(&err, "blob.Remove(%q)", name)
	if !valid(name) {
		return nil
	}
	if err := s.root.Remove(name); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	return s.sync()
}

// sync brings the folder itself to the disk.
func (s *Store) sync() error {
	d, err := s.root.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func newName() string {
	var b [nameLength * 5 / 8]byte
	rand.Read(b[:])
	return alphabet.EncodeToString(b[:])
}

// valid says whether Put could have given the name: nothing else is looked for.
func valid(name string) bool {
	return len(name) == nameLength && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz234567") == ""
}
