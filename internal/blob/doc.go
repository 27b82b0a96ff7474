// Package blob keeps files of members, photos and attachments, outside the database: under random
// names, in one folder that nothing leaves.
package blob
