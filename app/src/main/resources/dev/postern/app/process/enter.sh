# Gives a command what a host of the fabric sees of this machine, and becomes it:
#
#   nsenter --net=NAMESPACE unshare --mount sh -c THIS-TEXT enter RESOLV_CONF BUNDLE JAVA_TRUST_STORE DIRECTORY COMMAND [ARGUMENT...]
#
# The caller's mount namespace is private, so nothing here is seen outside, and all of it goes when the command ends.
set -eu
resolv_conf=$1 bundle=$2 java_trust_store=$3 directory=$4
shift 4

# Name services that glibc asks by a socket of the file system would answer from outside the namespace.
for services in /run/systemd/resolve /run/nscd; do
  if [ -d "$services" ]; then mount -t tmpfs -o size=64k,mode=755 tmpfs "$services"; fi
done

# The keys and settings of whoever runs the cloud are not the host's.
if [ -d "${HOME:-/nonexistent}/.aws" ]; then mount -t tmpfs -o size=1m,mode=700 tmpfs "$HOME/.aws"; fi

# Often a link into one of the directories above.
target=$(readlink -m /etc/resolv.conf)
if [ ! -e "$target" ]; then mkdir -p "${target%/*}" && : >"$target"; fi
mount --bind "$resolv_conf" "$target"

for file in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do
  if [ -f "$file" ]; then mount --bind "$bundle" "$(readlink -f "$file")"; fi
done

# Every JDK's default trust store; several are often links to one file.
for file in /etc/ssl/certs/java/cacerts /usr/lib/jvm/*/lib/security/cacerts /usr/lib/jvm/*/jre/lib/security/cacerts \
  "${JAVA_HOME:-/nonexistent}/lib/security/cacerts"; do
  if [ -f "$file" ] && ! cmp -s "$java_trust_store" "$file"; then mount --bind "$java_trust_store" "$(readlink -f "$file")"; fi
done

cd "$directory"
exec "$@"
