# Runs a program whose disk fails on command: perl -e <this> <switch file> <program> <arguments …>
#
# The kernel (seccomp, user notification) asks us before every system call that writes to a file or waits for the disk.
# While the switch file holds EIO, fsync and fdatasync fail; while it holds ENOSPC, writes that would make a file longer do.
# Needs no right, no compiler and no tracer; perl-base is part of every Debian. The program keeps this process's number.
use strict;
use POSIX ();

my ($switch, @program) = @ARGV;
my $arm = (POSIX::uname())[4] eq 'aarch64';
my ($seccomp, $prctl) = $arm ? (277, 167) : (317, 157);
my %name = $arm
  ? (68 => 'pwrite', 70 => 'pwritev', 47 => 'fallocate', 82 => 'sync', 83 => 'sync')
  : (18 => 'pwrite', 296 => 'pwritev', 285 => 'fallocate', 74 => 'sync', 75 => 'sync');

# Load the call's number; one of ours: ask (USER_NOTIF), any other: allow.
my @calls = sort keys %name;
my @filter = ([0x20, 0, 0, 0], map { [0x15, scalar(@calls) - $_, 0, $calls[$_]] } 0 .. $#calls);
push @filter, [0x06, 0, 0, 0x7fff0000], [0x06, 0, 0, 0x7fc00000];
my $code = join '', map { pack 'SCCL', @$_ } @filter;

syscall($prctl, 38, 1, 0, 0, 0) == 0 or die "no_new_privs: $!\n";
my $fd = syscall($seccomp, 1, 8, pack('S x6 P', scalar(@filter), $code));
$fd >= 0 or die "seccomp: $!\n";

# The one who answers is a grandchild, so that the program never meets a child it does not know.
my $me = $$;
my $child = fork() // die "fork: $!\n";
if ($child != 0) {
  waitpid $child, 0;
  exec { $program[0] } @program or die "$program[0]: $!\n";
}
POSIX::_exit(0) if fork() != 0;
POSIX::setsid();
# Its log lies on the disk that somebody wants to take away when the program has ended.
close $_ for *STDIN, *STDOUT, *STDERR;

open(my $listener, '+<&=', $fd) or POSIX::_exit(1);
my $waiting = '';
vec($waiting, $fd, 1) = 1;
while (kill(0, $me) || $!{EPERM}) {
  next unless select(my $ready = $waiting, undef, undef, 1) > 0;
  my $asked = "\0" x 80;
  ioctl($listener, 0xc0502100, $asked) or next;
  my ($id, $pid, undef, $nr, undef, undef, @given) = unpack 'Q L L l L Q q6', $asked;
  my $error = errorFor($name{$nr}, $pid, @given);
  # 1: carry on with the call as if nobody had asked.
  my $answer = pack 'Q q l L', $id, 0, -$error, $error ? 0 : 1;
  ioctl($listener, 0xc0182101, $answer);
}

sub errorFor {
  my ($call, $pid, @given) = @_;
  open(my $file, '<', $switch) or return 0;
  my $fault = <$file> // '';
  return $fault =~ /EIO/ ? 5 : 0 if $call eq 'sync';
  return 0 unless $fault =~ /ENOSPC/;
  my $end = $call eq 'pwrite' ? $given[3] + $given[2] : $call eq 'pwritev' ? $given[3] + 1 : $given[2] + $given[3];
  return $end > (-s "/proc/$pid/fd/$given[0]" // 0) ? 28 : 0;
}
