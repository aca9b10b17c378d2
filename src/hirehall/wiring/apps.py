from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "hirehall.wiring"
    label = "wiring"

    def ready(self) -> None:
        from hirehall.wiring import file_readers

        file_readers.fill()
