# hung FOLDER queue|swallow: a file system whose server never answers.
hung() {
  mkdir -p "$1"
  python3 "$LAB_HERE/../hung-mount.py" "$1" "$2" > /tmp/backup-doctor-lab/hung.log &
  until grep -q mounted /tmp/backup-doctor-lab/hung.log; do sleep 0.02; done
}
