"""The scan of a signed paper."""

from django import forms


class ScanForm(forms.Form):
    """One file and what it is; whether the file may be kept is the service's matter."""

    berkas = forms.FileField(
        label="Berkas pindaian",
        allow_empty_file=True,
        help_text="PDF, JPG atau PNG dari surat yang sudah ditandatangani dan dicap.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": "Pilih berkas pindaian.",
            "missing": "Pilih berkas pindaian.",
            "invalid": "Pilih berkas pindaian.",
        },
    )
    keterangan = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=200,
        help_text="Misalnya nomor dan tanggal surat. Boleh kosong.",
        error_messages={"max_length": "Tulis paling banyak 200 huruf."},
    )
