# hung FOLDER queue|swallow: a file system whose server never answers.
hung() {
  mkdir -p "$1"
  python3 "$LAB_HERE/../hung-mount.py" "$1" "$2" > /tmp/backup-doctor-lab/hung.log &
  wait_for /tmp/backup-doctor-lab/hung.log mounted
}
